import { header, moduleName } from './emit-file.ts';
import type { Method, Schema, Service } from './model.ts';
import type { Scope } from './scope.ts';

/** The table of all rpcs. */
export function emitServices(schema: Schema, scope: Scope): string {
  const modules = new Map<string, Set<string>>();
  for (const method of schema.services.flatMap((service) => service.methods)) {
    for (const typeName of [method.request, method.response]) {
      const message = scope.message(typeName);
      const module = `./${moduleName(message.file)}`;
      modules.set(module, (modules.get(module) ?? new Set()).add(message.name));
    }
  }
  const imports = [...modules]
    .sort()
    .map(([module, names]) => `import { ${[...names].sort().join(', ')} } from '${module}';\n`);
  const entries = schema.services.map((service) => emitService(service, scope));
  return `${header('the services of proto/')}import type { MethodDescriptor } from '../codec.ts';
${imports.join('')}
function method<Request, Response>(descriptor: MethodDescriptor<Request, Response>): MethodDescriptor<Request, Response> {
  return descriptor;
}

/** Every rpc, by service and method. */
export const services = {
${entries.join('')}} as const;
`;
}

function emitService(service: Service, scope: Scope): string {
  const methods = service.methods.map((method) => emitMethod(service, method, scope));
  return `  '${service.typeName}': {\n${methods.join('')}  },\n`;
}

function emitMethod(service: Service, method: Method, scope: Scope): string {
  return `    ${method.name}: method({
      path: '/${service.typeName}/${method.name}',
      service: '${service.typeName}',
      name: '${method.name}',
      request: ${scope.message(method.request).name},
      response: ${scope.message(method.response).name},
      clientStreaming: ${method.clientStreaming},
      serverStreaming: ${method.serverStreaming},
    }),
`;
}
