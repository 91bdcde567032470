import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  // A member is found by number, else by address; with neither, nobody could say who an import means.
  await db.schema
    .createTable('members')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addColumn('sealed', 'bytea', c => c.notNull())
    .addColumn('number_index', 'bytea')
    .addColumn('address_index', 'bytea')
    .addColumn('locale', 'text', c => c.notNull().check(sql`locale in ('fr', 'en')`))
    .addColumn('refused_on', 'date')
    .addColumn('bounced_on', 'date')
    .addColumn('added_on', 'date', c => c.notNull().defaultTo(sql`current_date`))
    .addColumn('readdressed_on', 'date')
    .addColumn('gone_on', 'date')
    .addCheckConstraint(
      'members_number_index_address_index_check',
      sql`number_index is not null or address_index is not null`,
    )
    .execute()
  // Checked at the end of a statement: one batch may hand an address from one member to the next.
  for (const column of ['number_index', 'address_index']) {
    await sql`alter table members add constraint ${sql.raw(`members_${column}_key`)}
      unique (${sql.ref(column)}) deferrable initially immediate`.execute(db)
  }
  await sql`create index members_section_id_idx on members (section_id)`.execute(db)
  await sql`create index members_gone_on_idx on members (gone_on) where gone_on is not null`.execute(db)

  await db.schema
    .createTable('member_imports')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('account_id', 'uuid', c => c.references('accounts.id').onDelete('cascade'))
    .addColumn('section_id', 'uuid', c => c.references('sections.id'))
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('encoding', 'text')
    .addColumn('separator', 'text')
    .addColumn('line_count', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('header', 'boolean', c => c.notNull().defaultTo(true))
    .addColumn('columns', 'jsonb')
    .addColumn('locale', 'text', c => c.notNull().defaultTo('fr').check(sql`locale in ('fr', 'en')`))
    .addColumn('close_gone', 'boolean', c => c.notNull().defaultTo(false))
    .addColumn('checked_at', 'timestamptz')
    .addColumn('confirmed_at', 'timestamptz')
    .addColumn('finished_at', 'timestamptz')
    .addColumn('fault', 'text', c => c.check(sql`fault ~ '^[a-z-]{1,40}$'`))
    .addColumn('fault_line', 'int4')
    .addColumn('position', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('added', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('moved', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('updated', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('unchanged', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('left_out', 'int4', c => c.notNull().defaultTo(0))
    .addColumn('gone', 'int4', c => c.notNull().defaultTo(0))
    .execute()
  await sql`create index member_imports_account_id_idx on member_imports (account_id, created_at)`.execute(db)

  const importId = 'member_imports.id'
  // Whom a line of the file stood for, so that no line counts twice and who is absent can be told.
  await db.schema
    .createTable('member_import_marks')
    .addColumn('import_id', 'uuid', c => c.notNull().references(importId).onDelete('cascade'))
    .addColumn('mark', 'bytea', c => c.notNull())
    .addColumn('line', 'int4', c => c.notNull())
    .addPrimaryKeyConstraint('member_import_marks_pkey', ['import_id', 'mark'])
    .execute()

  await db.schema
    .createTable('member_import_faults')
    .addColumn('import_id', 'uuid', c => c.notNull().references(importId).onDelete('cascade'))
    .addColumn('line', 'int4', c => c.notNull())
    .addColumn('field', 'text', c => c.notNull())
    .addColumn('code', 'text', c => c.notNull().check(sql`code ~ '^[a-z-]{1,40}$'`))
    .addColumn('other_line', 'int4')
    .addColumn('kept', 'boolean', c => c.notNull())
    .addPrimaryKeyConstraint('member_import_faults_pkey', ['import_id', 'line', 'field'])
    .execute()
}
