import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('survey_imports')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('read', 'jsonb')
    .addColumn('report', 'jsonb', c => c.notNull())
    .addColumn('survey_id', 'uuid', c => c.references('surveys.id').onDelete('cascade'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('survey_imports_read_check', sql`(read is null) = (survey_id is not null)`)
    .execute()
  await sql`create index survey_imports_survey_id_idx on survey_imports (survey_id)`.execute(db)
}
