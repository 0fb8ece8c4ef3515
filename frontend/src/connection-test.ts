/** The page of the connection test. */
export {};
