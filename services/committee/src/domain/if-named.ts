export { ifNamed } from '@mdtf/domain';
