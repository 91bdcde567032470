import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('petitions')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('slug', 'text', c => c.notNull().unique())
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('recipient_name', 'text', c => c.notNull().defaultTo(''))
    .addColumn('recipient_office', 'text', c => c.notNull().defaultTo(''))
    .addColumn('recipient_company', 'text', c => c.notNull().defaultTo(''))
    .addColumn('goal', 'int4', c => c.notNull().defaultTo(100).check(sql`goal between 10 and 10000000`))
    .addColumn('listed', 'boolean', c => c.notNull().defaultTo(true))
    .addColumn('workplace_asked', 'boolean', c => c.notNull().defaultTo(false))
    .addColumn('opens_on', 'date')
    .addColumn('closes_on', 'date')
    .addColumn('text_version', 'int4', c => c.notNull().defaultTo(1))
    .addColumn('outcome', 'text', c => c.notNull().defaultTo(''))
    .addColumn('created_by', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('petitions_owner_check', sql`region_id is null or section_id is null`)
    .addCheckConstraint('petitions_dates_check', sql`closes_on >= opens_on`)
    .execute()
  await sql`create index petitions_region_id_idx on petitions (region_id)`.execute(db)
  await sql`create index petitions_section_id_idx on petitions (section_id)`.execute(db)

  const part = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('petition_id', 'uuid', c => c.notNull().references('petitions.id').onDelete('cascade'))

  await part('petition_texts')
    .addColumn('version', 'int4', c => c.notNull())
    .addColumn('locale', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('summary', 'text', c => c.notNull().defaultTo(''))
    .addColumn('text', 'text', c => c.notNull().defaultTo(''))
    .addColumn('text_hash', 'bytea', c => c.notNull())
    .addColumn('created_on', 'date', c => c.notNull().defaultTo(sql`current_date`))
    .addPrimaryKeyConstraint('petition_texts_pkey', ['petition_id', 'version', 'locale'])
    .execute()

  await part('petition_acts')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('act', 'text', c =>
      c.notNull().check(
        sql`act in ('submission', 'approval', 'refusal', 'revision', 'opening', 'suspension', 'resumption', 'closure',
          'delivery')`,
      ),
    )
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await sql`create index petition_acts_petition_id_idx on petition_acts (petition_id, created_at)`.execute(db)

  await part('petition_pictures')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('partner', 'int2')
    .addColumn('alternative', 'text', c => c.notNull().defaultTo(''))
    .addColumn('webp', 'bytea', c => c.notNull())
    .addColumn('jpeg', 'bytea', c => c.notNull())
    .addColumn('width', 'int4', c => c.notNull())
    .addColumn('height', 'int4', c => c.notNull())
    .execute()
  await sql`alter table petition_pictures add constraint petition_pictures_petition_id_partner_key
    unique nulls not distinct (petition_id, partner)`.execute(db)

  await part('petition_partners')
    .addColumn('position', 'int2', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('petition_partners_pkey', ['petition_id', 'position'])
    .execute()

  await part('petition_sections')
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addPrimaryKeyConstraint('petition_sections_pkey', ['petition_id', 'section_id'])
    .execute()

  await part('petition_updates')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('mailed_to', 'uuid')
    .addColumn('mail_count', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .execute()
  await sql`create index petition_updates_petition_id_idx on petition_updates (petition_id, created_at)`.execute(
    db,
  )
}
