import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('themes')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('survey_id', 'uuid', c => c.notNull().references('surveys.id').onDelete('cascade'))
    .addColumn('question', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull().check(sql`name <> ''`))
    .addColumn('account_id', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addUniqueConstraint('themes_survey_id_question_name_key', ['survey_id', 'question', 'name'])
    .addUniqueConstraint('themes_survey_id_id_key', ['survey_id', 'id'])
    .execute()

  await db.schema
    .createTable('text_themes')
    .addColumn('survey_id', 'uuid', c => c.notNull())
    .addColumn('text_id', 'uuid', c => c.notNull())
    .addColumn('theme_id', 'uuid', c => c.notNull())
    .addPrimaryKeyConstraint('text_themes_pkey', ['survey_id', 'text_id', 'theme_id'])
    .addForeignKeyConstraint(
      'text_themes_text_fkey',
      ['survey_id', 'text_id'],
      'texts',
      ['survey_id', 'id'],
      c => c.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'text_themes_theme_fkey',
      ['survey_id', 'theme_id'],
      'themes',
      ['survey_id', 'id'],
      c => c.onDelete('cascade'),
    )
    .execute()
}
