import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const part = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('survey_id', 'uuid', c => c.notNull().references('surveys.id').onDelete('cascade'))

  await part('freezings')
    .addColumn('period', 'int4', c => c.notNull().check(sql`period >= 1`))
    .addColumn('frozen_on', 'date', c => c.notNull().defaultTo(sql`(now() at time zone 'utc')::date`))
    .addPrimaryKeyConstraint('freezings_pkey', ['survey_id', 'period'])
    .execute()

  await part('partitions')
    .addColumn('period', 'int4', c => c.notNull())
    .addColumn('partition', 'text', c => c.notNull().check(sql`partition in ('ordinary', 'sensitive')`))
    .addColumn('k', 'int4', c => c.notNull())
    .addColumn('response_count', 'int4')
    .addColumn('shown_count', 'int4', c => c.notNull())
    .addCheckConstraint('partitions_k_check', sql`k >= case partition when 'sensitive' then 10 else 5 end`)
    .addCheckConstraint('partitions_shown_count_check', sql`shown_count between 0 and response_count`)
    .addPrimaryKeyConstraint('partitions_pkey', ['survey_id', 'period', 'partition'])
    .addForeignKeyConstraint(
      'partitions_freezing_fkey',
      ['survey_id', 'period'],
      'freezings',
      ['survey_id', 'period'],
      c => c.onDelete('cascade'),
    )
    .execute()

  // A pool of a region's small sections has no section, a pool of the union's no region either.
  await part('atoms')
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('period', 'int4', c => c.notNull())
    .addColumn('partition', 'text', c => c.notNull())
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('category', 'text')
    .addColumn('response_count', 'int4', c => c.notNull().check(sql`response_count >= 5`))
    .addPrimaryKeyConstraint('atoms_pkey', ['survey_id', 'id'])
    .addForeignKeyConstraint(
      'atoms_partition_fkey',
      ['survey_id', 'period', 'partition'],
      'partitions',
      ['survey_id', 'period', 'partition'],
      c => c.onDelete('cascade'),
    )
    .addCheckConstraint('atoms_place_check', sql`section_id is null or region_id is not null`)
    .execute()
  await sql`create index atoms_section_id_idx on atoms (section_id)`.execute(db)

  const ofAtom = (name: string) =>
    part(name)
      .addColumn('atom_id', 'uuid', c => c.notNull())
      .addForeignKeyConstraint(
        `${name}_atom_fkey`,
        ['survey_id', 'atom_id'],
        'atoms',
        ['survey_id', 'id'],
        c => c.onDelete('cascade'),
      )

  await ofAtom('counters')
    .addColumn('item', 'text', c => c.notNull())
    .addColumn('bin', 'text', c => c.notNull())
    .addColumn('count', 'int4', c => c.notNull().check(sql`count >= 0`))
    .addPrimaryKeyConstraint('counters_pkey', ['survey_id', 'atom_id', 'item', 'bin'])
    .execute()

  await ofAtom('texts')
    .addColumn('id', 'uuid', c => c.notNull())
    .addColumn('question', 'text', c => c.notNull())
    .addColumn('sealed', 'bytea', c => c.notNull())
    .addPrimaryKeyConstraint('texts_pkey', ['survey_id', 'id'])
    .execute()
  await db.schema
    .createIndex('texts_survey_id_question_id_idx')
    .on('texts')
    .columns(['survey_id', 'question', 'id'])
    .execute()

  // What was counted is never changed, whoever is connected; it goes with its survey, by the cascade alone.
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'Rows of % are never changed.', tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db)
  for (const name of ['freezings', 'partitions', 'atoms', 'counters']) {
    const table = sql.table(name)
    // The day of a freezing is no figure: the demo tells its story by it.
    const columns = name === 'freezings' ? sql`of survey_id, period` : sql``
    await sql`create trigger ${sql.id(`${name}_update_refused`)} before update ${columns} on ${table}
      execute function refuse_change()`.execute(db)
    await sql`create trigger ${sql.id(`${name}_delete_refused`)} before delete on ${table}
      when (pg_trigger_depth() = 0) execute function refuse_change()`.execute(db)
  }
}
