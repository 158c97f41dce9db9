import lit from 'eslint-plugin-lit'
import a11y from 'eslint-plugin-lit-a11y'
import unsanitized from 'eslint-plugin-no-unsanitized'
import wc from 'eslint-plugin-wc'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['eslint.config.js', 'dist/**', 'data/**', 'node_modules/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['engine/launch.mjs'] } },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Functions over objects: no method here has a `this`.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['ui/**/*.ts'],
    plugins: { lit, wc, 'lit-a11y': a11y, 'no-unsanitized': unsanitized },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      'lit-a11y/alt-text': 'error',
      'lit-a11y/aria-attrs': 'error',
      'lit-a11y/role-has-required-aria-attrs': 'error',
      'no-unsanitized/method': 'error',
      'no-unsanitized/property': 'error',
    },
  },
  {
    files: ['test/**'],
    rules: {
      'no-console': 'off',
      // A test says what it expects of an answer's body; typing the body too would prove nothing.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
)
