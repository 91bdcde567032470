CREATE TABLE account_links (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  purpose text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  CONSTRAINT account_links_pkey PRIMARY KEY (id),
  CONSTRAINT account_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT account_links_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);

CREATE TABLE account_sections (
  account_id uuid NOT NULL,
  section_id uuid NOT NULL,
  CONSTRAINT account_sections_pkey PRIMARY KEY (account_id, section_id),
  CONSTRAINT account_sections_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT account_sections_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id)
);

CREATE TABLE accounts (
  id uuid NOT NULL,
  address_index bytea NOT NULL,
  profile_sealed bytea NOT NULL,
  role text NOT NULL,
  region_id uuid,
  federation_id uuid,
  locale text NOT NULL DEFAULT 'fr'::text,
  password_hash text,
  factor_sealed bytea,
  factor_counter bigint,
  invited_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_address_index_key UNIQUE (address_index),
  CONSTRAINT accounts_federation_id_fkey FOREIGN KEY (federation_id) REFERENCES federations(id),
  CONSTRAINT accounts_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES accounts(id),
  CONSTRAINT accounts_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT accounts_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'federation-officer'::text, 'regional-officer'::text, 'section-leader'::text]))),
  CONSTRAINT accounts_role_federation_id_check CHECK (((role = 'federation-officer'::text) = (federation_id IS NOT NULL))),
  CONSTRAINT accounts_role_region_id_check CHECK (((role = 'regional-officer'::text) = (region_id IS NOT NULL)))
);

CREATE TABLE api_tokens (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT api_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT api_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX api_tokens_account_id_idx ON api_tokens (account_id);

CREATE TABLE atoms (
  survey_id uuid NOT NULL,
  id uuid NOT NULL,
  period integer NOT NULL,
  partition text NOT NULL,
  region_id uuid,
  section_id uuid,
  category text,
  response_count integer NOT NULL,
  CONSTRAINT atoms_pkey PRIMARY KEY (survey_id, id),
  CONSTRAINT atoms_partition_fkey FOREIGN KEY (survey_id, period, partition) REFERENCES partitions(survey_id, period, partition) ON DELETE CASCADE,
  CONSTRAINT atoms_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT atoms_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT atoms_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT atoms_place_check CHECK (((section_id IS NULL) OR (region_id IS NOT NULL))),
  CONSTRAINT atoms_response_count_check CHECK ((response_count >= 5))
);
CREATE INDEX atoms_section_id_idx ON atoms (section_id);
CREATE TRIGGER atoms_delete_refused BEFORE DELETE ON atoms FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER atoms_update_refused BEFORE UPDATE ON atoms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_events (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  account_id uuid,
  act text NOT NULL,
  subject text NOT NULL,
  subject_id uuid,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  reason_sealed bytea,
  CONSTRAINT audit_events_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_events_created_at_idx ON audit_events (created_at DESC, id DESC);

CREATE TABLE batches (
  survey_id uuid NOT NULL,
  id uuid NOT NULL,
  public_key bytea NOT NULL,
  open boolean NOT NULL DEFAULT true,
  spent boolean NOT NULL DEFAULT false,
  CONSTRAINT batches_pkey PRIMARY KEY (id),
  CONSTRAINT batches_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT batches_open_check CHECK ((NOT (open AND spent))),
  CONSTRAINT batches_public_key_check CHECK ((length(public_key) = 32))
);
CREATE UNIQUE INDEX batches_open_key ON batches (survey_id) WHERE open;

CREATE TABLE code_sheets (
  survey_id uuid NOT NULL,
  id uuid NOT NULL,
  section_id uuid NOT NULL,
  code_count integer NOT NULL,
  account_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT code_sheets_pkey PRIMARY KEY (id),
  CONSTRAINT code_sheets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT code_sheets_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT code_sheets_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT code_sheets_code_count_check CHECK (((code_count >= 1) AND (code_count <= 1000)))
);
CREATE INDEX code_sheets_survey_id_idx ON code_sheets (survey_id);

CREATE TABLE count_changes (
  petition_id uuid NOT NULL,
  day date NOT NULL,
  confirmed integer NOT NULL DEFAULT 0,
  withdrawn integer NOT NULL DEFAULT 0,
  invalidated integer NOT NULL DEFAULT 0
);

CREATE TABLE counters (
  survey_id uuid NOT NULL,
  atom_id uuid NOT NULL,
  item text NOT NULL,
  bin text NOT NULL,
  count integer NOT NULL,
  CONSTRAINT counters_pkey PRIMARY KEY (survey_id, atom_id, item, bin),
  CONSTRAINT counters_atom_fkey FOREIGN KEY (survey_id, atom_id) REFERENCES atoms(survey_id, id) ON DELETE CASCADE,
  CONSTRAINT counters_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT counters_count_check CHECK ((count >= 0))
);
CREATE TRIGGER counters_delete_refused BEFORE DELETE ON counters FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER counters_update_refused BEFORE UPDATE ON counters FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE data_keys (
  id uuid NOT NULL,
  scope text NOT NULL,
  wrapped bytea NOT NULL,
  created_on date NOT NULL DEFAULT CURRENT_DATE,
  CONSTRAINT data_keys_pkey PRIMARY KEY (id),
  CONSTRAINT data_keys_scope_key UNIQUE (scope)
);

CREATE TABLE employer_domains (
  domain text NOT NULL,
  agreement_on date,
  CONSTRAINT employer_domains_pkey PRIMARY KEY (domain)
);

CREATE TABLE exports (
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  list text NOT NULL,
  name text NOT NULL,
  format text NOT NULL,
  locale text NOT NULL,
  locked boolean NOT NULL,
  order_sealed bytea NOT NULL,
  line_count integer NOT NULL,
  "position" integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  fault text,
  CONSTRAINT exports_pkey PRIMARY KEY (id),
  CONSTRAINT exports_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
  CONSTRAINT exports_fault_check CHECK ((fault ~ '^[a-z-]{1,40}$'::text)),
  CONSTRAINT exports_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
  CONSTRAINT exports_kind_check CHECK ((kind = ANY (ARRAY['signatories'::text, 'responses'::text]))),
  CONSTRAINT exports_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text])))
);
CREATE INDEX exports_session_id_idx ON exports (session_id);

CREATE TABLE federations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  legal_body_id uuid,
  closed_at timestamptz,
  CONSTRAINT federations_pkey PRIMARY KEY (id),
  CONSTRAINT federations_name_key UNIQUE (name),
  CONSTRAINT federations_legal_body_id_fkey FOREIGN KEY (legal_body_id) REFERENCES legal_bodies(id)
);

CREATE TABLE freezings (
  survey_id uuid NOT NULL,
  period integer NOT NULL,
  frozen_on date NOT NULL DEFAULT ((now() AT TIME ZONE 'utc'::text))::date,
  CONSTRAINT freezings_pkey PRIMARY KEY (survey_id, period),
  CONSTRAINT freezings_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT freezings_period_check CHECK ((period >= 1))
);
CREATE TRIGGER freezings_delete_refused BEFORE DELETE ON freezings FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER freezings_update_refused BEFORE UPDATE OF survey_id, period ON freezings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE invalidations (
  petition_id uuid NOT NULL,
  signature_id uuid NOT NULL,
  account_id uuid NOT NULL,
  reason_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT invalidations_pkey PRIMARY KEY (petition_id, signature_id),
  CONSTRAINT invalidations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT invalidations_signature_fkey FOREIGN KEY (petition_id, signature_id) REFERENCES signatures(petition_id, id) ON DELETE CASCADE
);

CREATE TABLE invitations (
  survey_id uuid NOT NULL,
  id uuid NOT NULL,
  section_id uuid NOT NULL,
  member_sealed bytea,
  address_index bytea,
  invited_on date NOT NULL DEFAULT ((now() AT TIME ZONE 'utc'::text))::date,
  lost_on date,
  CONSTRAINT invitations_pkey PRIMARY KEY (survey_id, id),
  CONSTRAINT invitations_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT invitations_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);
CREATE INDEX invitations_section_id_idx ON invitations (section_id, survey_id);

CREATE TABLE jobs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  scope_id uuid,
  subject_id uuid,
  run_at timestamptz NOT NULL DEFAULT now(),
  attempts smallint NOT NULL DEFAULT 0,
  leased_until timestamptz,
  lease uuid,
  code text,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT jobs_pkey PRIMARY KEY (id),
  CONSTRAINT jobs_code_check CHECK ((code ~ '^[a-z0-9.-]{1,40}$'::text))
);
CREATE INDEX jobs_due_idx ON jobs (kind, run_at) WHERE (finished_at IS NULL);
CREATE INDEX jobs_finished_idx ON jobs (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX jobs_subject_id_idx ON jobs (subject_id) WHERE (finished_at IS NOT NULL);
CREATE UNIQUE INDEX jobs_waiting_key ON jobs (kind, scope_id, subject_id) NULLS NOT DISTINCT WHERE ((finished_at IS NULL) AND (lease IS NULL));

CREATE TABLE legal_bodies (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  address text NOT NULL,
  contact text NOT NULL,
  data_protection_contact text NOT NULL,
  CONSTRAINT legal_bodies_pkey PRIMARY KEY (id)
);

CREATE UNLOGGED TABLE mail_limits (
  address_index bytea NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_limits_address_index_idx ON mail_limits (address_index, sent_at);

CREATE TABLE member_import_faults (
  import_id uuid NOT NULL,
  line integer NOT NULL,
  field text NOT NULL,
  code text NOT NULL,
  other_line integer,
  kept boolean NOT NULL,
  CONSTRAINT member_import_faults_pkey PRIMARY KEY (import_id, line, field),
  CONSTRAINT member_import_faults_import_id_fkey FOREIGN KEY (import_id) REFERENCES member_imports(id) ON DELETE CASCADE,
  CONSTRAINT member_import_faults_code_check CHECK ((code ~ '^[a-z-]{1,40}$'::text))
);

CREATE TABLE member_import_marks (
  import_id uuid NOT NULL,
  mark bytea NOT NULL,
  line integer NOT NULL,
  CONSTRAINT member_import_marks_pkey PRIMARY KEY (import_id, mark),
  CONSTRAINT member_import_marks_import_id_fkey FOREIGN KEY (import_id) REFERENCES member_imports(id) ON DELETE CASCADE
);

CREATE TABLE member_imports (
  id uuid NOT NULL,
  account_id uuid,
  section_id uuid,
  region_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  encoding text,
  separator text,
  line_count integer NOT NULL DEFAULT 0,
  header boolean NOT NULL DEFAULT true,
  columns jsonb,
  locale text NOT NULL DEFAULT 'fr'::text,
  close_gone boolean NOT NULL DEFAULT false,
  checked_at timestamptz,
  confirmed_at timestamptz,
  finished_at timestamptz,
  fault text,
  fault_line integer,
  "position" integer NOT NULL DEFAULT 0,
  added integer NOT NULL DEFAULT 0,
  moved integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  left_out integer NOT NULL DEFAULT 0,
  gone integer NOT NULL DEFAULT 0,
  unseen_moves integer NOT NULL DEFAULT 0,
  CONSTRAINT member_imports_pkey PRIMARY KEY (id),
  CONSTRAINT member_imports_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT member_imports_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT member_imports_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT member_imports_fault_check CHECK ((fault ~ '^[a-z-]{1,40}$'::text)),
  CONSTRAINT member_imports_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text])))
);
CREATE INDEX member_imports_account_id_idx ON member_imports (account_id, created_at);

CREATE TABLE members (
  id uuid NOT NULL,
  section_id uuid NOT NULL,
  sealed bytea NOT NULL,
  number_index bytea,
  address_index bytea,
  locale text NOT NULL,
  refused_on date,
  bounced_on date,
  added_on date NOT NULL DEFAULT CURRENT_DATE,
  readdressed_on date,
  gone_on date,
  CONSTRAINT members_pkey PRIMARY KEY (id),
  CONSTRAINT members_number_index_key UNIQUE (number_index) DEFERRABLE,
  CONSTRAINT members_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT members_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT members_number_index_address_index_check CHECK (((number_index IS NOT NULL) OR (address_index IS NOT NULL) OR (gone_on IS NOT NULL)))
);
CREATE INDEX members_address_index_idx ON members (address_index);
CREATE INDEX members_gone_on_idx ON members (gone_on) WHERE (gone_on IS NOT NULL);
CREATE INDEX members_section_id_idx ON members (section_id);

CREATE TABLE participations (
  survey_id uuid NOT NULL,
  invitation_id uuid NOT NULL,
  day date NOT NULL DEFAULT ((now() AT TIME ZONE 'utc'::text))::date,
  CONSTRAINT participations_pkey PRIMARY KEY (survey_id, invitation_id),
  CONSTRAINT participations_invitation_fkey FOREIGN KEY (survey_id, invitation_id) REFERENCES invitations(survey_id, id) ON DELETE CASCADE,
  CONSTRAINT participations_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);

CREATE TABLE partitions (
  survey_id uuid NOT NULL,
  period integer NOT NULL,
  partition text NOT NULL,
  k integer NOT NULL,
  response_count integer,
  shown_count integer NOT NULL,
  CONSTRAINT partitions_pkey PRIMARY KEY (survey_id, period, partition),
  CONSTRAINT partitions_freezing_fkey FOREIGN KEY (survey_id, period) REFERENCES freezings(survey_id, period) ON DELETE CASCADE,
  CONSTRAINT partitions_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT partitions_k_check CHECK ((k >=
CASE partition
    WHEN 'sensitive'::text THEN 10
    ELSE 5
END)),
  CONSTRAINT partitions_partition_check CHECK ((partition = ANY (ARRAY['ordinary'::text, 'sensitive'::text]))),
  CONSTRAINT partitions_shown_count_check CHECK (((shown_count >= 0) AND (shown_count <= response_count)))
);
CREATE TRIGGER partitions_delete_refused BEFORE DELETE ON partitions FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partitions_update_refused BEFORE UPDATE ON partitions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE petition_acts (
  petition_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  act text NOT NULL,
  account_id uuid,
  reason text NOT NULL DEFAULT ''::text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT petition_acts_pkey PRIMARY KEY (id),
  CONSTRAINT petition_acts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT petition_acts_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE,
  CONSTRAINT petition_acts_act_check CHECK ((act = ANY (ARRAY['submission'::text, 'approval'::text, 'refusal'::text, 'revision'::text, 'opening'::text, 'suspension'::text, 'resumption'::text, 'closure'::text, 'delivery'::text])))
);
CREATE INDEX petition_acts_petition_id_idx ON petition_acts (petition_id, created_at);

CREATE TABLE petition_days (
  petition_id uuid NOT NULL,
  day date NOT NULL,
  confirmed integer NOT NULL DEFAULT 0,
  withdrawn integer NOT NULL DEFAULT 0,
  invalidated integer NOT NULL DEFAULT 0,
  CONSTRAINT petition_days_pkey PRIMARY KEY (petition_id, day),
  CONSTRAINT petition_days_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE
);

CREATE TABLE petition_partners (
  petition_id uuid NOT NULL,
  "position" smallint NOT NULL,
  name text NOT NULL,
  CONSTRAINT petition_partners_pkey PRIMARY KEY (petition_id, "position"),
  CONSTRAINT petition_partners_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE
);

CREATE TABLE petition_pictures (
  petition_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  partner smallint,
  alternative text NOT NULL DEFAULT ''::text,
  webp bytea NOT NULL,
  jpeg bytea NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  CONSTRAINT petition_pictures_pkey PRIMARY KEY (id),
  CONSTRAINT petition_pictures_petition_id_partner_key UNIQUE NULLS NOT DISTINCT (petition_id, partner),
  CONSTRAINT petition_pictures_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE
);

CREATE TABLE petition_sections (
  petition_id uuid NOT NULL,
  section_id uuid NOT NULL,
  CONSTRAINT petition_sections_pkey PRIMARY KEY (petition_id, section_id),
  CONSTRAINT petition_sections_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE,
  CONSTRAINT petition_sections_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id)
);

CREATE TABLE petition_shares (
  petition_id uuid NOT NULL,
  dimension text NOT NULL,
  part text NOT NULL,
  count integer NOT NULL,
  published_on date NOT NULL,
  CONSTRAINT petition_shares_pkey PRIMARY KEY (petition_id, dimension, part),
  CONSTRAINT petition_shares_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE,
  CONSTRAINT petition_shares_dimension_check CHECK ((dimension = ANY (ARRAY['section'::text, 'source'::text])))
);
CREATE INDEX petition_shares_dimension_part_idx ON petition_shares (dimension, part);

CREATE TABLE petition_texts (
  petition_id uuid NOT NULL,
  version integer NOT NULL,
  locale text NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT ''::text,
  text text NOT NULL DEFAULT ''::text,
  text_hash bytea NOT NULL,
  created_on date NOT NULL DEFAULT CURRENT_DATE,
  CONSTRAINT petition_texts_pkey PRIMARY KEY (petition_id, version, locale),
  CONSTRAINT petition_texts_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE
);

CREATE TABLE petition_updates (
  petition_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  title text NOT NULL,
  text text NOT NULL,
  account_id uuid,
  mailed_to uuid,
  mail_count integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT petition_updates_pkey PRIMARY KEY (id),
  CONSTRAINT petition_updates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT petition_updates_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id) ON DELETE CASCADE
);
CREATE INDEX petition_updates_petition_id_idx ON petition_updates (petition_id, created_at);

CREATE TABLE petitions (
  id uuid NOT NULL,
  slug text NOT NULL,
  region_id uuid,
  section_id uuid,
  recipient_name text NOT NULL DEFAULT ''::text,
  recipient_office text NOT NULL DEFAULT ''::text,
  recipient_company text NOT NULL DEFAULT ''::text,
  goal integer NOT NULL DEFAULT 100,
  listed boolean NOT NULL DEFAULT true,
  workplace_asked boolean NOT NULL DEFAULT false,
  opens_on date,
  closes_on date,
  text_version integer NOT NULL DEFAULT 1,
  outcome text NOT NULL DEFAULT ''::text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT petitions_pkey PRIMARY KEY (id),
  CONSTRAINT petitions_slug_key UNIQUE (slug),
  CONSTRAINT petitions_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  CONSTRAINT petitions_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT petitions_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT petitions_dates_check CHECK ((closes_on >= opens_on)),
  CONSTRAINT petitions_goal_check CHECK (((goal >= 10) AND (goal <= 10000000))),
  CONSTRAINT petitions_owner_check CHECK (((region_id IS NULL) OR (section_id IS NULL)))
);
CREATE INDEX petitions_region_id_idx ON petitions (region_id);
CREATE INDEX petitions_section_id_idx ON petitions (section_id);

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);

CREATE TABLE regions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  legal_body_id uuid,
  closed_at timestamptz,
  CONSTRAINT regions_pkey PRIMARY KEY (id),
  CONSTRAINT regions_name_key UNIQUE (name),
  CONSTRAINT regions_legal_body_id_fkey FOREIGN KEY (legal_body_id) REFERENCES legal_bodies(id)
);

CREATE TABLE response_rates (
  survey_id uuid NOT NULL,
  region_id uuid,
  section_id uuid,
  percent integer NOT NULL,
  CONSTRAINT response_rates_survey_id_region_id_section_id_key UNIQUE NULLS NOT DISTINCT (survey_id, region_id, section_id),
  CONSTRAINT response_rates_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT response_rates_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT response_rates_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT response_rates_percent_check CHECK (((percent >= 0) AND (percent <= 100)))
);
CREATE INDEX response_rates_section_id_idx ON response_rates (section_id);

CREATE TABLE responses (
  survey_id uuid NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT responses_pkey PRIMARY KEY (survey_id, id),
  CONSTRAINT responses_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);

CREATE TABLE schedules (
  name text NOT NULL,
  ran_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT schedules_pkey PRIMARY KEY (name)
);

CREATE TABLE sealers (
  single boolean NOT NULL DEFAULT true,
  id uuid NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT sealers_pkey PRIMARY KEY (single),
  CONSTRAINT sealers_single_check CHECK (single)
);

CREATE TABLE sections (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  region_id uuid NOT NULL,
  federation_id uuid,
  name text NOT NULL,
  company text NOT NULL DEFAULT ''::text,
  city text NOT NULL DEFAULT ''::text,
  legal_body_id uuid,
  closed_at timestamptz,
  CONSTRAINT sections_pkey PRIMARY KEY (id),
  CONSTRAINT sections_region_id_name_key UNIQUE (region_id, name),
  CONSTRAINT sections_federation_id_fkey FOREIGN KEY (federation_id) REFERENCES federations(id),
  CONSTRAINT sections_legal_body_id_fkey FOREIGN KEY (legal_body_id) REFERENCES legal_bodies(id),
  CONSTRAINT sections_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id)
);
CREATE INDEX sections_federation_id_idx ON sections (federation_id);

CREATE TABLE sessions (
  token_hash bytea NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  factor_at timestamptz,
  CONSTRAINT sessions_pkey PRIMARY KEY (token_hash),
  CONSTRAINT sessions_id_key UNIQUE (id),
  CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX sessions_account_id_idx ON sessions (account_id);

CREATE TABLE settings (
  id boolean NOT NULL DEFAULT true,
  union_name text NOT NULL DEFAULT ''::text,
  legal_body_id uuid,
  publisher text NOT NULL DEFAULT ''::text,
  publication_director text NOT NULL DEFAULT ''::text,
  host_name text NOT NULL DEFAULT ''::text,
  host_address text NOT NULL DEFAULT ''::text,
  accent text NOT NULL DEFAULT '#f4512c'::text,
  join_url text NOT NULL DEFAULT ''::text,
  region_word text NOT NULL DEFAULT ''::text,
  regions_word text NOT NULL DEFAULT ''::text,
  federation_word text NOT NULL DEFAULT ''::text,
  federations_word text NOT NULL DEFAULT ''::text,
  section_word text NOT NULL DEFAULT ''::text,
  sections_word text NOT NULL DEFAULT ''::text,
  approval text NOT NULL DEFAULT 'none'::text,
  CONSTRAINT settings_pkey PRIMARY KEY (id),
  CONSTRAINT settings_legal_body_id_fkey FOREIGN KEY (legal_body_id) REFERENCES legal_bodies(id),
  CONSTRAINT settings_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  CONSTRAINT settings_approval_check CHECK ((approval = ANY (ARRAY['none'::text, 'region'::text, 'union'::text]))),
  CONSTRAINT settings_id_check CHECK (id)
);

CREATE TABLE signatures (
  petition_id uuid NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  name_visibility text NOT NULL,
  section_id uuid,
  source text,
  news boolean NOT NULL,
  contact boolean NOT NULL,
  locale text NOT NULL,
  text_version integer NOT NULL,
  text_hash bytea NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT date_trunc('hour'::text, now()),
  reminded_on date,
  confirmed_on date,
  CONSTRAINT signatures_pkey PRIMARY KEY (petition_id, id),
  CONSTRAINT signatures_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petitions(id),
  CONSTRAINT signatures_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT signatures_name_visibility_check CHECK ((name_visibility = ANY (ARRAY['counted'::text, 'recipient'::text, 'public'::text])))
);
CREATE INDEX signatures_pending_idx ON signatures (petition_id, signed_at) WHERE (confirmed_on IS NULL);
CREATE INDEX signatures_public_idx ON signatures (petition_id, confirmed_on, id) WHERE ((name_visibility = 'public'::text) AND (confirmed_on IS NOT NULL));

CREATE TABLE sources (
  code text NOT NULL,
  name text NOT NULL,
  CONSTRAINT sources_pkey PRIMARY KEY (code),
  CONSTRAINT sources_code_check CHECK ((code ~ '^[a-z0-9-]{1,20}$'::text))
);

CREATE UNLOGGED TABLE spent_challenges (
  challenge text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT spent_challenges_pkey PRIMARY KEY (challenge)
);

CREATE TABLE spool_chunks (
  key_id uuid NOT NULL,
  "position" integer NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT spool_chunks_pkey PRIMARY KEY (key_id, "position"),
  CONSTRAINT spool_chunks_key_id_fkey FOREIGN KEY (key_id) REFERENCES data_keys(id) ON DELETE CASCADE
);

CREATE TABLE staged_participations (
  survey_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  invitation_id uuid NOT NULL,
  CONSTRAINT staged_participations_pkey PRIMARY KEY (survey_id, invitation_id),
  CONSTRAINT staged_participations_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batches(id) ON DELETE CASCADE,
  CONSTRAINT staged_participations_participation_fkey FOREIGN KEY (survey_id, invitation_id) REFERENCES participations(survey_id, invitation_id) ON DELETE CASCADE,
  CONSTRAINT staged_participations_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);
CREATE INDEX staged_participations_batch_id_idx ON staged_participations (batch_id);

CREATE TABLE staged_responses (
  survey_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT staged_responses_pkey PRIMARY KEY (id),
  CONSTRAINT staged_responses_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batches(id) ON DELETE CASCADE,
  CONSTRAINT staged_responses_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);
CREATE INDEX staged_responses_batch_id_idx ON staged_responses (batch_id);

CREATE TABLE suppressions (
  address_index bytea NOT NULL,
  reach text NOT NULL,
  scope_id uuid,
  code text NOT NULL,
  created_on date NOT NULL DEFAULT CURRENT_DATE,
  CONSTRAINT suppressions_address_index_reach_scope_id_key UNIQUE NULLS NOT DISTINCT (address_index, reach, scope_id),
  CONSTRAINT suppressions_check CHECK (((reach = 'petition'::text) = (scope_id IS NOT NULL))),
  CONSTRAINT suppressions_code_check CHECK ((code = ANY (ARRAY['refused'::text, 'bounced'::text]))),
  CONSTRAINT suppressions_reach_check CHECK ((reach = ANY (ARRAY['petition'::text, 'surveys'::text, 'all'::text])))
);

CREATE TABLE survey_acts (
  survey_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  act text NOT NULL,
  account_id uuid,
  reason text NOT NULL DEFAULT ''::text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT survey_acts_pkey PRIMARY KEY (id),
  CONSTRAINT survey_acts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT survey_acts_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT survey_acts_act_check CHECK ((act = ANY (ARRAY['launch'::text, 'closure'::text, 'freezing'::text])))
);
CREATE INDEX survey_acts_survey_id_idx ON survey_acts (survey_id, created_at);

CREATE TABLE survey_imports (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  section_id uuid,
  region_id uuid,
  read jsonb,
  report jsonb NOT NULL,
  survey_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT survey_imports_pkey PRIMARY KEY (id),
  CONSTRAINT survey_imports_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT survey_imports_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT survey_imports_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT survey_imports_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT survey_imports_read_check CHECK (((read IS NULL) = (survey_id IS NOT NULL)))
);
CREATE INDEX survey_imports_survey_id_idx ON survey_imports (survey_id);

CREATE TABLE survey_periods (
  survey_id uuid NOT NULL,
  period integer NOT NULL,
  ends_on date NOT NULL,
  CONSTRAINT survey_periods_pkey PRIMARY KEY (survey_id, period),
  CONSTRAINT survey_periods_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT survey_periods_period_check CHECK ((period >= 1))
);

CREATE TABLE survey_rounds (
  survey_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  account_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  walked_to uuid,
  finished_at timestamptz,
  CONSTRAINT survey_rounds_pkey PRIMARY KEY (id),
  CONSTRAINT survey_rounds_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT survey_rounds_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT survey_rounds_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text])))
);
CREATE INDEX survey_rounds_survey_id_idx ON survey_rounds (survey_id, created_at);
CREATE UNIQUE INDEX survey_rounds_walking_key ON survey_rounds (survey_id) WHERE (finished_at IS NULL);

CREATE TABLE survey_sections (
  survey_id uuid NOT NULL,
  section_id uuid NOT NULL,
  region_id uuid,
  federation_id uuid,
  line text,
  CONSTRAINT survey_sections_pkey PRIMARY KEY (survey_id, section_id),
  CONSTRAINT survey_sections_federation_id_fkey FOREIGN KEY (federation_id) REFERENCES federations(id),
  CONSTRAINT survey_sections_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT survey_sections_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT survey_sections_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT survey_sections_line_check CHECK ((line = ANY (ARRAY['own'::text, 'together'::text])))
);
CREATE INDEX survey_sections_section_id_idx ON survey_sections (section_id);

CREATE TABLE survey_versions (
  survey_id uuid NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  created_on date NOT NULL DEFAULT CURRENT_DATE,
  CONSTRAINT survey_versions_pkey PRIMARY KEY (survey_id, version),
  CONSTRAINT survey_versions_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);

CREATE TABLE surveys (
  id uuid NOT NULL,
  slug text NOT NULL,
  region_id uuid,
  section_id uuid,
  kind text NOT NULL DEFAULT 'sealed'::text,
  audience text NOT NULL DEFAULT 'invited'::text,
  k integer NOT NULL DEFAULT 5,
  purpose text NOT NULL DEFAULT ''::text,
  opens_on date,
  closes_on date,
  version integer NOT NULL DEFAULT 1,
  revision integer NOT NULL DEFAULT 1,
  recent_additions integer,
  imported_tally jsonb,
  template_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT surveys_pkey PRIMARY KEY (id),
  CONSTRAINT surveys_slug_key UNIQUE (slug),
  CONSTRAINT surveys_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  CONSTRAINT surveys_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id),
  CONSTRAINT surveys_section_id_fkey FOREIGN KEY (section_id) REFERENCES sections(id),
  CONSTRAINT surveys_audience_check CHECK ((audience = ANY (ARRAY['link'::text, 'invited'::text, 'codes'::text]))),
  CONSTRAINT surveys_dates_check CHECK ((closes_on > opens_on)),
  CONSTRAINT surveys_k_check CHECK ((k >=
CASE audience
    WHEN 'link'::text THEN 10
    ELSE 5
END)),
  CONSTRAINT surveys_kind_check CHECK ((kind = ANY (ARRAY['sealed'::text, 'named'::text]))),
  CONSTRAINT surveys_owner_check CHECK (((region_id IS NULL) OR (section_id IS NULL)))
);
CREATE INDEX surveys_region_id_idx ON surveys (region_id);
CREATE INDEX surveys_section_id_idx ON surveys (section_id);

CREATE TABLE text_themes (
  survey_id uuid NOT NULL,
  text_id uuid NOT NULL,
  theme_id uuid NOT NULL,
  CONSTRAINT text_themes_pkey PRIMARY KEY (survey_id, text_id, theme_id),
  CONSTRAINT text_themes_text_fkey FOREIGN KEY (survey_id, text_id) REFERENCES texts(survey_id, id) ON DELETE CASCADE,
  CONSTRAINT text_themes_theme_fkey FOREIGN KEY (survey_id, theme_id) REFERENCES themes(survey_id, id) ON DELETE CASCADE
);

CREATE TABLE texts (
  survey_id uuid NOT NULL,
  atom_id uuid NOT NULL,
  id uuid NOT NULL,
  question text NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT texts_pkey PRIMARY KEY (survey_id, id),
  CONSTRAINT texts_atom_fkey FOREIGN KEY (survey_id, atom_id) REFERENCES atoms(survey_id, id) ON DELETE CASCADE,
  CONSTRAINT texts_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE
);
CREATE INDEX texts_survey_id_question_id_idx ON texts (survey_id, question, id);

CREATE TABLE themes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  survey_id uuid NOT NULL,
  question text NOT NULL,
  name text NOT NULL,
  account_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT themes_pkey PRIMARY KEY (id),
  CONSTRAINT themes_survey_id_id_key UNIQUE (survey_id, id),
  CONSTRAINT themes_survey_id_question_name_key UNIQUE (survey_id, question, name),
  CONSTRAINT themes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT themes_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id) ON DELETE CASCADE,
  CONSTRAINT themes_name_check CHECK ((name <> ''::text))
);
