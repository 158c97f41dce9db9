import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node'

/** An editor with the YAML language server, the one that VS Code's YAML extension runs, in the folder of a project. */
export interface YamlEditor {
  /** What is offered at the `|` of a text, as the whole of a file of the definitions. */
  complete(file: string, text: string): Promise<readonly string[]>
  /** What is underlined in a text: the words, and what is said of them. */
  underlined(file: string, text: string): Promise<readonly string[]>
  /** What is shown of the word at the `|`. */
  hover(file: string, text: string): Promise<string>
  close(): void
}

export async function openYamlEditor(folder: string): Promise<YamlEditor> {
  const bin = fileURLToPath(import.meta.resolve('yaml-language-server/bin/yaml-language-server'))
  const server = spawn(process.execPath, [bin, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  )
  const found = new Map<string, (diagnostics: readonly Diagnostic[]) => void>()
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string; diagnostics: Diagnostic[] }) => found.get(params.uri)?.(params.diagnostics),
  )
  // No schema store: nothing is asked of the network.
  const settings = { validate: true, completion: true, hover: true, schemaStore: { enable: false } }
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? settings : {})),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('vscode/content', (uri: string) => readFile(fileURLToPath(uri), 'utf8'))
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'portal' }],
    capabilities: {
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        hover: {},
        publishDiagnostics: {},
      },
      workspace: { configuration: true },
    },
  })
  await connection.sendNotification('initialized', {})
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml: settings } })

  let opened = 0
  async function open(file: string, text: string): Promise<string> {
    // Each its own document, beside the real one: modelines are read from it.
    const uri = pathToFileURL(join(folder, file.replace(/\.yaml$/, `.${++opened}.yaml`))).href
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    })
    return uri
  }
  const shut = (uri: string): Promise<void> =>
    connection.sendNotification('textDocument/didClose', { textDocument: { uri } })

  return {
    async complete(file, marked) {
      const { text, position } = cursorIn(marked)
      const uri = await open(file, text)
      const answer = await connection.sendRequest<CompletionList | CompletionItem[] | null>(
        'textDocument/completion',
        {
          textDocument: { uri },
          position,
        },
      )
      await shut(uri)
      return (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(({ label }) => label)
    },
    async hover(file, marked) {
      const { text, position } = cursorIn(marked)
      const uri = await open(file, text)
      const answer = await connection.sendRequest<{ contents: { value: string } } | null>(
        'textDocument/hover',
        {
          textDocument: { uri },
          position,
        },
      )
      await shut(uri)
      return answer?.contents.value ?? ''
    },
    async underlined(file, text) {
      const lines = text.split('\n')
      const uri = pathToFileURL(join(folder, file.replace(/\.yaml$/, `.${++opened}.yaml`))).href
      const told = new Promise<readonly Diagnostic[]>((resolve) => found.set(uri, resolve))
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      })
      const diagnostics = await told
      await shut(uri)
      return diagnostics.map(({ range, message }) => {
        const word = lines[range.start.line]?.slice(range.start.character, range.end.character) ?? ''
        return `${word}: ${typeof message === 'string' ? message : message.value}`
      })
    },
    close() {
      connection.dispose()
      server.kill()
    },
  }
}

function cursorIn(marked: string): { text: string; position: { line: number; character: number } } {
  const at = marked.indexOf('|')
  const before = marked.slice(0, at).split('\n')
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  }
}
