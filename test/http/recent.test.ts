import t from 'tap'
import { Recent } from '../../src/http/recent.ts'

t.test('what was set last is remembered, what was longest not set is forgotten', async t => {
  const recent = new Recent<number>(100)
  for (let at = 0; at < 1_000; at += 1) {
    recent.set(`visitor ${at}`, at)
    recent.set('regular', at)
  }
  t.equal(recent.get('regular'), 999)
  for (let at = 960; at < 1_000; at += 1) t.equal(recent.get(`visitor ${at}`), at)
  t.equal(recent.get('visitor 899'), undefined)
})
