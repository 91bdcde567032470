import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  // A file with names on its way to the session that asked for it; the file itself is a spool of the same id.
  await db.schema
    .createTable('exports')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('session_id', 'uuid', c => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('kind', 'text', c => c.notNull().check(sql`kind in ('signatories', 'responses')`))
    .addColumn('subject_id', 'uuid', c => c.notNull())
    .addColumn('list', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('format', 'text', c => c.notNull().check(sql`format in ('xlsx', 'csv')`))
    .addColumn('locale', 'text', c => c.notNull().check(sql`locale in ('fr', 'en')`))
    .addColumn('locked', 'boolean', c => c.notNull())
    .addColumn('order_sealed', 'bytea', c => c.notNull())
    .addColumn('line_count', 'int4', c => c.notNull())
    .addColumn('position', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('finished_at', 'timestamptz')
    .addColumn('fault', 'text', c => c.check(sql`fault ~ '^[a-z-]{1,40}$'`))
    .execute()
  await sql`create index exports_session_id_idx on exports (session_id)`.execute(db)
}
