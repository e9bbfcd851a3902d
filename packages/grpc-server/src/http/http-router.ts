import { type HttpHandler, notFound } from './http-message.ts';

/** Sends requests to handlers by path. */
export class HttpRouter {
  readonly #exact = new Map<string, HttpHandler>();
  readonly #prefixes: { prefix: string; handler: HttpHandler }[] = [];

  /**
   * Serves a path; one that ends in `/` stands for everything below it. An exact path wins over prefixes, a longer prefix over a
   * shorter.
   */
  route(path: string, handler: HttpHandler): this {
    if (path.endsWith('/')) {
      this.#prefixes.push({ prefix: path, handler });
      this.#prefixes.sort((a, b) => b.prefix.length - a.prefix.length);
    } else {
      this.#exact.set(path, handler);
    }
    return this;
  }

  readonly handle: HttpHandler = (request) => {
    const handler =
      this.#exact.get(request.path) ?? this.#prefixes.find(({ prefix }) => request.path.startsWith(prefix))?.handler;
    return handler === undefined ? notFound() : handler(request);
  };
}
