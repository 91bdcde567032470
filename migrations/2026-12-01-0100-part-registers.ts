import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  // A mailbox that two people share may stand in two registers, neither of which is told of the other.
  await db.schema.alterTable('members').dropConstraint('members_address_index_key').execute()
  await db.schema.createIndex('members_address_index_idx').on('members').column('address_index').execute()
  // Whoever came to another section has their number and address there; what stays is a departure.
  await db.schema.alterTable('members').dropConstraint('members_number_index_address_index_check').execute()
  await db.schema
    .alterTable('members')
    .addCheckConstraint(
      'members_number_index_address_index_check',
      sql`number_index is not null or address_index is not null or gone_on is not null`,
    )
    .execute()
  await db.schema
    .alterTable('member_imports')
    .addColumn('unseen_moves', 'int4', c => c.notNull().defaultTo(0))
    .execute()
}
