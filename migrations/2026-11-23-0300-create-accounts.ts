import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'uuid', c => c.primaryKey())
    .addColumn('address_index', 'bytea', c => c.notNull().unique())
    .addColumn('profile_sealed', 'bytea', c => c.notNull())
    .addColumn('role', 'text', c =>
      c
        .notNull()
        .check(sql`role in ('administrator', 'federation-officer', 'regional-officer', 'section-leader')`),
    )
    .addColumn('region_id', 'uuid', c => c.references('regions.id'))
    .addColumn('federation_id', 'uuid', c => c.references('federations.id'))
    .addColumn('locale', 'text', c => c.notNull().defaultTo('fr'))
    .addColumn('password_hash', 'text')
    .addColumn('factor_sealed', 'bytea')
    .addColumn('factor_counter', 'bigint')
    .addColumn('invited_by', 'uuid', c => c.references('accounts.id'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('closed_at', 'timestamptz')
    .addCheckConstraint(
      'accounts_role_region_id_check',
      sql`(role = 'regional-officer') = (region_id is not null)`,
    )
    .addCheckConstraint(
      'accounts_role_federation_id_check',
      sql`(role = 'federation-officer') = (federation_id is not null)`,
    )
    .execute()

  await db.schema
    .createTable('account_sections')
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('section_id', 'uuid', c => c.notNull().references('sections.id'))
    .addPrimaryKeyConstraint('account_sections_pkey', ['account_id', 'section_id'])
    .execute()

  await db.schema
    .createTable('recovery_codes')
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('code_hash', 'bytea', c => c.notNull())
    .addPrimaryKeyConstraint('recovery_codes_pkey', ['account_id', 'code_hash'])
    .execute()

  // The mailed link is an id and a mac of it: the row only says what it is for and whether it was used.
  await db.schema
    .createTable('account_links')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('purpose', 'text', c => c.notNull().check(sql`purpose in ('invitation', 'reset')`))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('used_at', 'timestamptz')
    .execute()

  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'bytea', c => c.primaryKey())
    .addColumn('id', 'uuid', c => c.notNull().unique().defaultTo(sql`gen_random_uuid()`))
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('expires_at', 'timestamptz', c => c.notNull())
    .addColumn('factor_at', 'timestamptz')
    .execute()
  await sql`create index sessions_account_id_idx on sessions (account_id)`.execute(db)

  // For programs: figures as this officer reads them, never names.
  await db.schema
    .createTable('api_tokens')
    .addColumn('id', 'uuid', c => c.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('account_id', 'uuid', c => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('token_hash', 'bytea', c => c.notNull().unique())
    .addColumn('label', 'text', c => c.notNull())
    .addColumn('created_at', 'timestamptz', c => c.notNull().defaultTo(sql`now()`))
    .addColumn('expires_at', 'timestamptz', c => c.notNull())
    .execute()
  await sql`create index api_tokens_account_id_idx on api_tokens (account_id)`.execute(db)
}
