import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  // The id is the blind index of the address under the petition's key: one address, one row, decided here.
  await db.schema
    .createTable('signatures')
    .addColumn('petition_id', 'uuid', c => c.notNull().references('petitions.id'))
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('sealed', 'bytea', c => c.notNull())
    .addColumn('name_visibility', 'text', c =>
      c.notNull().check(sql`name_visibility in ('counted', 'recipient', 'public')`),
    )
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('source', 'text')
    .addColumn('news', 'boolean', c => c.notNull())
    .addColumn('contact', 'boolean', c => c.notNull())
    .addColumn('locale', 'text', c => c.notNull())
    .addColumn('text_version', 'int4', c => c.notNull())
    .addColumn('text_hash', 'bytea', c => c.notNull())
    .addColumn('signed_at', 'timestamptz', c => c.notNull().defaultTo(sql`date_trunc('hour', now())`))
    .addColumn('reminded_on', 'date')
    .addColumn('confirmed_on', 'date')
    .addPrimaryKeyConstraint('signatures_pkey', ['petition_id', 'id'])
    .execute()
  await sql`create index signatures_pending_idx on signatures (petition_id, signed_at) where confirmed_on is null`.execute(
    db,
  )
  await sql`create index signatures_public_idx on signatures (petition_id, confirmed_on, id)
    where name_visibility = 'public' and confirmed_on is not null`.execute(db)

  await db.schema
    .createTable('invalidations')
    .addColumn('petition_id', 'uuid', c => c.notNull())
    .addColumn('signature_id', 'uuid', c => c.notNull())
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id'))
    .addColumn('reason_sealed', 'bytea', c => c.notNull())
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('invalidations_pkey', ['petition_id', 'signature_id'])
    .addForeignKeyConstraint(
      'invalidations_signature_fkey',
      ['petition_id', 'signature_id'],
      'signatures',
      ['petition_id', 'id'],
      fk => fk.onDelete('cascade'),
    )
    .execute()

  // Written in the transaction of the act, folded into petition_days by one job: no counter is ever contended.
  await db.schema
    .createTable('count_changes')
    .addColumn('petition_id', 'uuid', c => c.notNull())
    .addColumn('day', 'date', c => c.notNull())
    .addColumn('confirmed', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('withdrawn', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('invalidated', 'int4', c => c.notNull().defaultTo(0))
    .execute()

  await db.schema
    .createTable('petition_days')
    .addColumn('petition_id', 'uuid', c => c.notNull().references('petitions.id').onDelete('cascade'))
    .addColumn('day', 'date', c => c.notNull())
    .addColumn('confirmed', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('withdrawn', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('invalidated', 'int4', c => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('petition_days_pkey', ['petition_id', 'day'])
    .execute()

  await db.schema
    .createTable('petition_shares')
    .addColumn('petition_id', 'uuid', c => c.notNull().references('petitions.id').onDelete('cascade'))
    .addColumn('dimension', 'text', c => c.notNull().check(sql`dimension in ('section', 'source')`))
    .addColumn('part', 'text', c => c.notNull())
    .addColumn('count', 'int4', c => c.notNull())
    .addColumn('published_on', 'date', c => c.notNull())
    .addPrimaryKeyConstraint('petition_shares_pkey', ['petition_id', 'dimension', 'part'])
    .execute()
  await sql`create index petition_shares_dimension_part_idx on petition_shares (dimension, part)`.execute(db)

  await sql`create unlogged table spent_challenges (
    challenge text not null constraint spent_challenges_pkey primary key,
    expires_at timestamptz not null
  )`.execute(db)
}
