// What is listed here is a promise: stores of other packages are tested with it.
export {};
