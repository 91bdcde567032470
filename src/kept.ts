/**
 * Reads a thing once and keeps it for a while, for everybody who asks meanwhile; what fails is not kept.
 * @param life in milliseconds
 * @param read how the thing of a name is read
 * @param most things kept at once
 */
export function kept<Name extends string, Thing>(
  life: number,
  read: (name: Name) => Promise<Thing>,
  most = 1_000,
) {
  const things = new Map<Name, Promise<Thing>>()

  function get(name: Name): Promise<Thing> {
    const found = things.get(name)
    if (found) return found
    if (things.size >= most) things.clear()
    const reading = read(name)
    const drop = () => {
      if (things.get(name) === reading) things.delete(name)
    }
    things.set(name, reading)
    reading.catch(drop)
    setTimeout(drop, life).unref()
    return reading
  }

  return { get, clear: () => things.clear() }
}
