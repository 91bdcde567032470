import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const part = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('survey_id', 'uuid', c => c.notNull().references('surveys.id').onDelete('cascade'))

  // The id is a blind index under the survey's key: no member's id stands beside a participation.
  await part('invitations')
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addColumn('member_sealed', 'bytea')
    .addColumn('address_index', 'bytea')
    .addColumn('invited_on', 'date', c => c.notNull().defaultTo(sql`(now() at time zone 'utc')::date`))
    .addColumn('lost_on', 'date')
    .addPrimaryKeyConstraint('invitations_pkey', ['survey_id', 'id'])
    .execute()
  await sql`create index invitations_section_id_idx on invitations (section_id, survey_id)`.execute(db)

  await part('code_sheets')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addColumn('code_count', 'int4', c => c.notNull().check(sql`code_count between 1 and 1000`))
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .execute()
  await sql`create index code_sheets_survey_id_idx on code_sheets (survey_id)`.execute(db)

  await part('survey_rounds')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('kind', 'text', c => c.notNull().check(sql`kind in ('invitation', 'reminder')`))
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('walked_to', 'uuid')
    .addColumn('finished_at', 'timestamptz')
    .execute()
  await sql`create unique index survey_rounds_walking_key on survey_rounds (survey_id) where finished_at is null`.execute(
    db,
  )
  await sql`create index survey_rounds_survey_id_idx on survey_rounds (survey_id, created_at)`.execute(db)

  await db.schema
    .createTable('sealers')
    .addColumn('single', 'boolean', c => c.primaryKey().defaultTo(true).check(sql`single`))
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('seen_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .execute()

  await part('batches')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('public_key', 'bytea', c => c.notNull().check(sql`length(public_key) = 32`))
    .addColumn('open', 'boolean', c => c.notNull().defaultTo(true))
    .addColumn('spent', 'boolean', c => c.notNull().defaultTo(false))
    .addCheckConstraint('batches_open_check', sql`not (open and spent)`)
    .execute()
  await sql`create unique index batches_open_key on batches (survey_id) where open`.execute(db)

  await part('participations')
    .addColumn('invitation_id', 'uuid', c => c.notNull())
    .addColumn('day', 'date', c => c.notNull().defaultTo(sql`(now() at time zone 'utc')::date`))
    .addPrimaryKeyConstraint('participations_pkey', ['survey_id', 'invitation_id'])
    .addForeignKeyConstraint(
      'participations_invitation_fkey',
      ['survey_id', 'invitation_id'],
      'invitations',
      ['survey_id', 'id'],
      c => c.onDelete('cascade'),
    )
    .execute()

  // Apart from the participation, whose row would otherwise be written by the transaction that mixes its batch.
  await part('staged_participations')
    .addColumn('batch_id', 'uuid', c => c.notNull().references('batches.id').onDelete('cascade'))
    .addColumn('invitation_id', 'uuid', c => c.notNull())
    .addPrimaryKeyConstraint('staged_participations_pkey', ['survey_id', 'invitation_id'])
    .addForeignKeyConstraint(
      'staged_participations_participation_fkey',
      ['survey_id', 'invitation_id'],
      'participations',
      ['survey_id', 'invitation_id'],
      c => c.onDelete('cascade'),
    )
    .execute()
  await sql`create index staged_participations_batch_id_idx on staged_participations (batch_id)`.execute(db)

  await part('staged_responses')
    .addColumn('batch_id', 'uuid', c => c.notNull().references('batches.id').onDelete('cascade'))
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('sealed', 'bytea', c => c.notNull())
    .execute()
  await sql`create index staged_responses_batch_id_idx on staged_responses (batch_id)`.execute(db)

  await part('responses')
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('sealed', 'bytea', c => c.notNull())
    .addPrimaryKeyConstraint('responses_pkey', ['survey_id', 'id'])
    .execute()
}
