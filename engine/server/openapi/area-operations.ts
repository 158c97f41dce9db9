import type { JsonSchema } from '../../words/json-schema.ts'
import type { Described, KnownRoute, Operation } from './described.ts'
import { ownOperations } from './own-operations.ts'
import { requestOperations } from './request-operations.ts'
import { whyOperations } from './why-operations.ts'
import { answers, bodyOf, json, nothing } from './responses.ts'

const text = (example: string): JsonSchema => ({
  type: 'string',
  minLength: 1,
  maxLength: 4000,
  examples: [example],
})

/** An object of exactly these texts, with an example of each. */
function texts(given: Readonly<Record<string, string>>): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(given),
    properties: Object.fromEntries(Object.entries(given).map(([name, example]) => [name, text(example)])),
    additionalProperties: false,
    examples: [given],
  }
}

function session({ plan, area }: Described): JsonSchema {
  const levels = area.levels.map(({ name }) => name)
  return {
    type: 'object',
    required: ['account', 'language', 'languages', 'levels', 'theme', 'lacks'],
    properties: {
      account: {
        type: 'object',
        required: ['id', 'display', 'username'],
        properties: {
          id: { type: 'integer' },
          display: { type: 'string' },
          username: { type: 'string' },
        },
      },
      language: { type: 'string', enum: plan.languages },
      languages: { type: 'array', items: { type: 'string' } },
      levels: {
        type: 'object',
        description: 'Page → level.',
        additionalProperties: { type: 'string', enum: levels },
      },
      theme: { type: ['string', 'null'], enum: ['system', 'light', 'dark', null] },
      lacks: { type: ['string', 'null'], enum: ['second-factor', null] },
      docs: {
        type: 'string',
        description:
          'Where this description can be read and tried; only for those who look after the definitions.',
      },
    },
    examples: [
      {
        account: { id: 1, display: 'Ann', username: 'ann' },
        language: plan.languages[0],
        languages: plan.languages,
        levels: {},
        theme: 'system',
        lacks: null,
      },
    ],
  }
}

const password = 'correct horse battery'

/** What an area answers beside records: method and address below `{api}` → its description. */
const operations: Readonly<Record<string, (seen: Described) => Operation>> = {
  'POST /session': (seen) => ({
    tags: ['session'],
    summary: 'Sign in',
    requestBody: bodyOf(texts({ username: 'ann', password })),
    responses: answers(
      { 201: json('Signed in; the cookie is the session.', session(seen)) },
      [400, 401, 409, 413, 415, 429, 503],
    ),
  }),
  'GET /session': (seen) => ({
    tags: ['session'],
    summary: 'Who am I',
    responses: answers({ 200: json('Who is signed in.', session(seen)) }, [401, 503]),
  }),
  'PATCH /session': (seen) => ({
    tags: ['session'],
    summary: 'Choose a language',
    requestBody: bodyOf({
      type: 'object',
      required: ['language'],
      properties: { language: { type: 'string', enum: seen.plan.languages } },
      additionalProperties: false,
      examples: [{ language: seen.plan.languages[0] }],
    }),
    responses: answers(
      { 200: json('Who is signed in.', session(seen)) },
      [400, 401, 413, 415, 422, 503, 507],
    ),
  }),
  'DELETE /session': () => ({
    tags: ['session'],
    summary: 'Sign out',
    responses: answers({ 204: nothing('Signed out, also where nobody was signed in.') }, [503]),
  }),
  'POST /password-links': () => ({
    tags: ['session'],
    summary: 'Ask for a link to set a password',
    description: 'The same answer at the same moment, whether or not there is such an account.',
    requestBody: bodyOf(texts({ username: 'ann' })),
    responses: answers(
      { 202: nothing('Where there is such an account, it is sent a link.') },
      [400, 413, 415, 429, 503],
    ),
  }),
  'PUT /password': () => ({
    tags: ['session'],
    summary: 'Set a password',
    description: 'With the token of a link, or with the present password of who is signed in.',
    requestBody: bodyOf({
      oneOf: [
        texts({ token: 'the-token-of-the-link', password }),
        texts({ current: 'incorrect horse', password }),
      ],
      examples: [{ current: 'incorrect horse', password }],
    }),
    responses: answers({ 204: nothing('It is set.') }, [400, 401, 413, 415, 422, 429, 503, 507]),
  }),
  ...requestOperations,
  ...whyOperations,
  'GET /screens': () => ({
    tags: ['screens'],
    summary: 'The menu of this account',
    responses: answers({ 200: json('Its pages and their tabs.', menu) }, [401, 503]),
  }),
  'GET /screens/:page/:tab': (seen) => ({
    tags: ['screens'],
    summary: 'What a tab shows to this account',
    parameters: [...inPath(seen)],
    responses: answers({ 200: json('Its views.', screen) }, [401, 404, 503]),
  }),
  'GET /events': () => ({
    tags: ['events'],
    summary: 'What changes, as it happens',
    responses: answers(
      {
        200: {
          description: 'Server-sent events, until the session ends.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
      [401, 503],
    ),
  }),
  'GET /openapi.json': () => ({
    tags: ['document'],
    summary: 'This document',
    responses: answers(
      { 200: json('OpenAPI 3.1, of what this account may call.', { type: 'object' }) },
      [401, 503],
    ),
  }),
  'GET /docs': () => ({
    tags: ['document'],
    summary: 'A page to read and try this document',
    responses: answers(
      { 200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } } },
      [503],
    ),
  }),
}

const all = { ...operations, ...ownOperations }

function inPath({ area, access }: Described): JsonSchema[] {
  const pages = area.pageOrder.filter((page) => access.levels.has(page))
  const tab = area.pages[pages[0] ?? '']?.tabs[0]?.tab
  const text = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' }
  return [
    {
      name: 'page',
      in: 'path',
      required: true,
      schema: pages.length > 0 ? { type: 'string', enum: pages } : text,
      ...(pages[0] !== undefined && { example: pages[0] }),
    },
    { name: 'tab', in: 'path', required: true, schema: text, ...(tab !== undefined && { example: tab }) },
  ]
}

const titled = (name: string): JsonSchema => ({
  type: 'object',
  required: [name, 'title'],
  properties: { [name]: { type: 'string' }, title: { type: 'string' } },
})

const menu: JsonSchema = {
  type: 'object',
  required: ['title', 'pages'],
  properties: {
    title: { type: 'string' },
    pages: {
      type: 'array',
      items: {
        allOf: [titled('page')],
        required: ['icon', 'tabs'],
        properties: { icon: { type: ['string', 'null'] }, tabs: { type: 'array', items: titled('tab') } },
      },
    },
  },
}

const screen: JsonSchema = {
  type: 'object',
  required: ['page', 'tab', 'title', 'views'],
  properties: {
    page: { type: 'string' },
    tab: { type: 'string' },
    title: { type: 'string' },
    views: {
      type: 'array',
      items: { type: 'object', required: ['view'], properties: { view: { type: 'string' } } },
    },
  },
}

export function describeArea(seen: Described, { method, url }: KnownRoute): Operation | null {
  const path = url.slice(seen.area.api.length)
  return path.startsWith('/logo/') ? logo : (all[`${method} ${path}`]?.(seen) ?? null)
}

/** Its address holds a digest of it. */
const logo: Operation = {
  tags: ['screens'],
  summary: 'The logo of the area',
  responses: answers(
    { 200: { description: 'The picture.', content: { 'image/*': { schema: { type: 'string' } } } } },
    [503],
  ),
}
