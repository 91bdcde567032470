import { sql } from 'kysely'
import type { Db } from '../../src/database.ts'

interface Table {
  kind: string
  name: string
  lines: string[]
  indexes: string[]
  triggers: string[]
}

/** The tables of a database as its catalogue has them, in the alphabet's order: what all migrations together made. */
export async function drawSchema(db: Db): Promise<string> {
  const { rows } = await sql<Table>`
    select
      case relpersistence when 'u' then 'UNLOGGED TABLE' else 'TABLE' end as kind,
      relname as name,
      array(
        select concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod),
          case when attnotnull then 'NOT NULL' end, 'DEFAULT ' || pg_get_expr(adbin, adrelid))
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped
        order by attnum
      ) || array(
        select format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = pg_class.oid and contype <> 'n'
        order by array_position(array['p', 'u', 'f', 'c'], contype::text), conname
      ) as lines,
      array(
        select pg_get_indexdef(indexrelid)
        from pg_index
        where indrelid = pg_class.oid and not exists (select from pg_constraint where conindid = indexrelid)
        order by indexrelid::regclass::text
      ) as indexes,
      array(
        select pg_get_triggerdef(oid) from pg_trigger where tgrelid = pg_class.oid and not tgisinternal
        order by tgname
      ) as triggers
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'
    order by relname`.execute(db)
  return rows.map(draw).join('\n')
}

const draw = ({ kind, name, lines, indexes, triggers }: Table): string =>
  [
    `CREATE ${kind} ${name} (`,
    `  ${lines.map(tidy).join(',\n  ')}`,
    ');',
    ...[...indexes, ...triggers].map(line => `${tidy(line)};`),
    '',
  ].join('\n')

const tidy = (line: string): string =>
  line
    .replace('timestamp with time zone', 'timestamptz')
    .replace(' ON public.', ' ON ')
    .replace(' USING btree ', ' ')
