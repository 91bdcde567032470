import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  // Of a section, of a region's small sections together, or of all where neither is named.
  await db.schema
    .createTable('response_rates')
    .addColumn('survey_id', 'uuid', c => c.notNull().references('surveys.id').onDelete('cascade'))
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('percent', 'int4', c => c.notNull().check(sql`percent between 0 and 100`))
    .addUniqueConstraint(
      'response_rates_survey_id_region_id_section_id_key',
      ['survey_id', 'region_id', 'section_id'],
      c => c.nullsNotDistinct(),
    )
    .execute()
  await sql`create index response_rates_section_id_idx on response_rates (section_id)`.execute(db)
}
