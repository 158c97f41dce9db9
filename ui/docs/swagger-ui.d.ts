declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Options {
    readonly spec: object
    readonly domNode: Element
    /** Null: it asks nobody outside whether the document is valid. */
    readonly validatorUrl: null
    readonly docExpansion: 'none' | 'list'
    readonly defaultModelsExpandDepth: number
    readonly tryItOutEnabled: boolean
    readonly filter: boolean
  }
  const swaggerUi: (options: Options) => unknown
  export default swaggerUi
}
