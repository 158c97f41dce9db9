/** The message is one line for whoever asked for the account. */
export class AccountNotMade extends Error {}
