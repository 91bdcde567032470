import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('scope', 'text', c => c.notNull().unique())
    .addColumn('wrapped', 'bytea', c => c.notNull())
    .addColumn('created_on', 'date', c => c.notNull().defaultTo(sql`current_date`))
    .execute()

  // A file that is kept sealed for a while: its pieces end with its key.
  await db.schema
    .createTable('spool_chunks')
    .addColumn('key_id', 'uuid', c => c.notNull().references('data_keys.id').onDelete('cascade'))
    .addColumn('position', 'int4', c => c.notNull())
    .addColumn('sealed', 'bytea', c => c.notNull())
    .addPrimaryKeyConstraint('spool_chunks_pkey', ['key_id', 'position'])
    .execute()

  await db.schema
    .createTable('jobs')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('scope_id', 'uuid')
    .addColumn('subject_id', 'uuid')
    .addColumn('run_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('attempts', 'int2', c => c.notNull().defaultTo(0))
    .addColumn('leased_until', 'timestamptz')
    .addColumn('lease', 'uuid')
    .addColumn('code', 'text', c => c.check(sql`code ~ '^[a-z0-9.-]{1,40}$'`))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('finished_at', 'timestamptz')
    .execute()
  // One waiting job a kind and subject: asking twice before it has run sends one mail.
  await sql`create unique index jobs_waiting_key on jobs (kind, scope_id, subject_id) nulls not distinct
    where finished_at is null and lease is null`.execute(db)
  await sql`create index jobs_due_idx on jobs (kind, run_at) where finished_at is null`.execute(db)
  await sql`create index jobs_finished_idx on jobs (finished_at) where finished_at is not null`.execute(db)
  await sql`create index jobs_subject_id_idx on jobs (subject_id) where finished_at is not null`.execute(db)

  await db.schema
    .createTable('schedules')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('ran_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .execute()

  // A day's key makes its rows; neither reaches a backup.
  await sql`create unlogged table mail_limits (
    address_index bytea not null,
    sent_at timestamptz not null default now()
  )`.execute(db)
  await sql`create index mail_limits_address_index_idx on mail_limits (address_index, sent_at)`.execute(db)

  await db.schema
    .createTable('suppressions')
    .addColumn('address_index', 'bytea', c => c.notNull())
    .addColumn('reach', 'text', c => c.notNull().check(sql`reach in ('petition', 'surveys', 'all')`))
    .addColumn('scope_id', 'uuid', c => c.check(sql`(reach = 'petition') = (scope_id is not null)`))
    .addColumn('code', 'text', c => c.notNull().check(sql`code in ('refused', 'bounced')`))
    .addColumn('created_on', 'date', c => c.notNull().defaultTo(sql`current_date`))
    .execute()
  await sql`alter table suppressions add constraint suppressions_address_index_reach_scope_id_key
    unique nulls not distinct (address_index, reach, scope_id)`.execute(db)

  await db.schema
    .createTable('audit_events')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('account_id', 'uuid')
    .addColumn('act', 'text', c => c.notNull())
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('subject_id', 'uuid')
    .addColumn('detail', 'jsonb', c => c.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('reason_sealed', 'bytea')
    .execute()
  await sql`create index audit_events_created_at_idx on audit_events (created_at desc, id desc)`.execute(db)
}
