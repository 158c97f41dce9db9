/** Words that people make passwords of: one made of nothing else, digits and signs aside, is refused. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort wachtwoord motdepasse passe mot de mdp pass word secret geheim welcome welkom bienvenue admin
  administrator beheerder administrateur root user gebruiker utilisateur login letmein let me in changeme change this
  default temporary temp test testing demo sample example qwerty qwertyuiop azerty azertyuiop asdfghjkl zxcvbnm
  abc abcd abcdef iloveyou i love you monkey dragon sunshine princess football baseball superman batman master
  shadow summer winter spring autumn zomer winter lente herfst printemps hiver automne january february march april
  may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  company office server database portal my the is and new old`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Longer ones that are typed along the keyboard or are well known as they stand. */
export const commonPasswords: ReadonlySet<string> = new Set([
  'qwertyuiop[]',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwerty123456',
  'qwerty1234567890',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u8i',
  'qazwsxedcrfv',
  'zaq12wsxcde3',
  'zxcvbnm12345',
  'asdfghjkl123',
  "asdfghjkl;'",
  'azertyuiop12',
  'azertyuiop123',
  'p@ssw0rd1234',
  'p@ssw0rd12345',
  'p@$$w0rd1234',
  'passw0rd1234',
  'passw0rd12345',
  'passw0rd!234',
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'trustno1trustno1',
  'administrator1',
  '123456789qwe',
  '123456789abc',
  'q1w2e3r4t5y6',
  'a1b2c3d4e5f6',
  'abc123abc123',
  'abcd1234abcd',
  '123qweasdzxc',
  'qweasdzxc123',
  '0123456789ab',
  '012345678910',
  '123456789101112',
  '112233445566',
  '121212121212',
  '123123123123',
  '111222333444',
])
