// What is listed here is a promise: responders on the OpenAI Agents SDK build on it.
