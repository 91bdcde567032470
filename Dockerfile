FROM node:24-slim
WORKDIR /unisson
ENV NODE_ENV=production

COPY package.json package-lock.json ./
# The image is a Node already: the one among the packages would only be a second one to keep up to date.
RUN npm ci --omit=dev \
  && rm -rf node_modules/node node_modules/.bin/node /root/.npm

COPY LICENSE ./
COPY migrations migrations
COPY public public
COPY views views
COPY src src

# The keys lie apart from the data, for nobody but their reader.
RUN install -d -o node -g node -m 0700 /data /keys /keys/sealer
VOLUME ["/data", "/keys"]
ENV DATA_DIR=/data KEYS_DIR=/keys HOST=0.0.0.0
USER node
EXPOSE 3000
CMD ["node", "src/server.ts"]
