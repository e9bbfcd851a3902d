export { databaseWorks } from './database/database-works.ts';
