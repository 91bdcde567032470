import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('surveys')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('slug', 'text', c => c.notNull().unique())
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('kind', 'text', c => c.notNull().defaultTo('sealed').check(sql`kind in ('sealed', 'named')`))
    .addColumn('audience', 'text', c =>
      c.notNull().defaultTo('invited').check(sql`audience in ('link', 'invited', 'codes')`),
    )
    .addColumn('k', 'int4', c => c.notNull().defaultTo(5))
    .addColumn('purpose', 'text', c => c.notNull().defaultTo(''))
    .addColumn('opens_on', 'date')
    .addColumn('closes_on', 'date')
    .addColumn('version', 'int4', c => c.notNull().defaultTo(1))
    .addColumn('revision', 'int4', c => c.notNull().defaultTo(1))
    .addColumn('recent_additions', 'int4')
    .addColumn('imported_tally', 'jsonb')
    .addColumn('template_at', 'timestamptz')
    .addColumn('created_by', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('surveys_owner_check', sql`region_id is null or section_id is null`)
    .addCheckConstraint('surveys_dates_check', sql`closes_on > opens_on`)
    .addCheckConstraint('surveys_k_check', sql`k >= case audience when 'link' then 10 else 5 end`)
    .execute()
  await sql`create index surveys_region_id_idx on surveys (region_id)`.execute(db)
  await sql`create index surveys_section_id_idx on surveys (section_id)`.execute(db)

  const part = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('survey_id', 'uuid', c => c.notNull().references('surveys.id').onDelete('cascade'))

  await part('survey_versions')
    .addColumn('version', 'int4', c => c.notNull())
    .addColumn('definition', 'jsonb', c => c.notNull())
    .addColumn('created_on', 'date', c => c.notNull().defaultTo(sql`current_date`))
    .addPrimaryKeyConstraint('survey_versions_pkey', ['survey_id', 'version'])
    .execute()

  await part('survey_acts')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('act', 'text', c => c.notNull().check(sql`act in ('launch', 'closure', 'freezing')`))
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await sql`create index survey_acts_survey_id_idx on survey_acts (survey_id, created_at)`.execute(db)

  await part('survey_sections')
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('federation_id', 'uuid', c => c.references('federations.id'))
    .addColumn('line', 'text', c => c.check(sql`line in ('own', 'together')`))
    .addPrimaryKeyConstraint('survey_sections_pkey', ['survey_id', 'section_id'])
    .execute()
  await sql`create index survey_sections_section_id_idx on survey_sections (section_id)`.execute(db)

  await part('survey_periods')
    .addColumn('period', 'int4', c => c.notNull().check(sql`period >= 1`))
    .addColumn('ends_on', 'date', c => c.notNull())
    .addPrimaryKeyConstraint('survey_periods_pkey', ['survey_id', 'period'])
    .execute()
}
