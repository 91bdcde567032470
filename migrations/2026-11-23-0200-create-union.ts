import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('legal_bodies')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('address', 'text', c => c.notNull())
    .addColumn('contact', 'text', c => c.notNull())
    .addColumn('data_protection_contact', 'text', c => c.notNull())
    .execute()

  await db.schema
    .createTable('settings')
    .addColumn('id', 'boolean', c => c.primaryKey().defaultTo(true).check(sql`id`))
    .addColumn('union_name', 'text', c => c.notNull().defaultTo(''))
    .addColumn('legal_body_id', 'uuid', c => c.references('legal_bodies.id'))
    .addColumn('publisher', 'text', c => c.notNull().defaultTo(''))
    .addColumn('publication_director', 'text', c => c.notNull().defaultTo(''))
    .addColumn('host_name', 'text', c => c.notNull().defaultTo(''))
    .addColumn('host_address', 'text', c => c.notNull().defaultTo(''))
    .addColumn('accent', 'text', c => c.notNull().defaultTo('#f4512c').check(sql`accent ~ '^#[0-9a-f]{6}$'`))
    .addColumn('join_url', 'text', c => c.notNull().defaultTo(''))
    .addColumn('region_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('regions_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('federation_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('federations_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('section_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('sections_word', 'text', c => c.notNull().defaultTo(''))
    .addColumn('approval', 'text', c =>
      c.notNull().defaultTo('none').check(sql`approval in ('none', 'region', 'union')`),
    )
    .execute()
  await sql`insert into settings default values`.execute(db)

  for (const table of ['regions', 'federations']) {
    await db.schema
      .createTable(table)
      .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
      .addColumn('name', 'text', c => c.notNull().unique())
      .addColumn('legal_body_id', 'uuid', c => c.references('legal_bodies.id'))
      .addColumn('closed_at', 'timestamptz')
      .execute()
  }

  await db.schema
    .createTable('sections')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('region_id', 'uuid', c => c.notNull().references('regions.id'))
    .addColumn('federation_id', 'uuid', c => c.references('federations.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('company', 'text', c => c.notNull().defaultTo(''))
    .addColumn('city', 'text', c => c.notNull().defaultTo(''))
    .addColumn('legal_body_id', 'uuid', c => c.references('legal_bodies.id'))
    .addColumn('closed_at', 'timestamptz')
    .addUniqueConstraint('sections_region_id_name_key', ['region_id', 'name'])
    .execute()
  await sql`create index sections_federation_id_idx on sections (federation_id)`.execute(db)

  await db.schema
    .createTable('sources')
    .addColumn('code', 'text', c => c.primaryKey().check(sql`code ~ '^[a-z0-9-]{1,20}$'`))
    .addColumn('name', 'text', c => c.notNull())
    .execute()

  await db.schema
    .createTable('employer_domains')
    .addColumn('domain', 'text', c => c.primaryKey())
    .addColumn('agreement_on', 'date')
    .execute()
}
