/** Upper bounds, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Series {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly counts: number[]
  count: number
  seconds: number
}

export interface Metrics {
  /** Notes an answer of a route; `route` is its pattern, so that the number of series stays bounded. */
  observe(method: string, route: string, status: number, milliseconds: number): void
  text(): string
}

/**
 * Counts and durations by route, in Prometheus' text format. Of our own: prom-client keeps one registry for a whole process,
 * and two portals (or two generations of one) may share it.
 */
export function newMetrics(): Metrics {
  const all = new Map<string, Series>()
  return {
    observe(method, route, status, milliseconds) {
      const key = `${status}${method}${route}`
      let series = all.get(key)
      if (!series) {
        series = {
          method,
          route,
          status,
          counts: new Array<number>(buckets.length).fill(0),
          count: 0,
          seconds: 0,
        }
        all.set(key, series)
      }
      const seconds = milliseconds / 1000
      series.count++
      series.seconds += seconds
      const bucket = buckets.findIndex((bound) => seconds <= bound)
      if (bucket !== -1) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    },
    text: () => [...requests(all.values()), ...ofProcess()].join('\n') + '\n',
  }
}

function requests(all: Iterable<Series>): string[] {
  const lines = [
    '# HELP http_request_duration_seconds How long requests took.',
    '# TYPE http_request_duration_seconds histogram',
  ]
  for (const { method, route, status, counts, count, seconds } of all) {
    const labels = `method="${method}",route="${escaped(route)}",status_code="${status}"`
    let below = 0
    buckets.forEach((bound, at) => {
      below += counts[at] ?? 0
      lines.push(`http_request_duration_seconds_bucket{le="${bound}",${labels}} ${below}`)
    })
    lines.push(`http_request_duration_seconds_bucket{le="+Inf",${labels}} ${count}`)
    lines.push(`http_request_duration_seconds_sum{${labels}} ${seconds}`)
    lines.push(`http_request_duration_seconds_count{${labels}} ${count}`)
  }
  return lines
}

function ofProcess(): string[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const gauge = (name: string, help: string, value: number, type = 'gauge'): string[] => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    `${name} ${value}`,
  ]
  return [
    ...gauge('process_resident_memory_bytes', 'Memory in use.', rss),
    ...gauge('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
    ...gauge('process_cpu_seconds_total', 'Processor time.', (user + system) / 1e6, 'counter'),
    ...gauge('process_uptime_seconds', 'Since the process started.', process.uptime()),
  ]
}

function escaped(label: string): string {
  return label.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))
}
