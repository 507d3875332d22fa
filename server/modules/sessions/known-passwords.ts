/**
 * Passwords that stand in public lists of leaked ones and are long enough to pass otherwise, in lower case. Shorter ones are refused for their
 * length (NIST SP 800-63B-4 §3.1.1.2 asks to compare with such a list).
 */
export const knownPasswords: ReadonlySet<string> = new Set([
  '000000000000000',
  '111111111111111',
  '123123123123123',
  '123456789012345',
  '1234567890123456',
  '12345678901234567890',
  '1q2w3e4r5t6y7u8i',
  '1qaz2wsx3edc4rfv',
  '987654321987654321',
  'aaaaaaaaaaaaaaa',
  'abcdefghijklmno',
  'abcdefghijklmnop',
  'administrator123',
  'asdfghjklasdfghjkl',
  'changemechangeme',
  'correct horse battery staple',
  'correcthorsebatterystaple',
  'iloveyouiloveyou',
  'letmeinletmeinletmein',
  'mypasswordmypassword',
  'password12345678',
  'password123456789',
  'passwordpassword',
  'passwortpasswort',
  'qwertyqwertyqwerty',
  'qwertyuiop123456',
  'qwertyuiopasdfghjkl',
  'welcomewelcome123',
])
