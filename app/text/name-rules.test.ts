import { expect, it } from 'vitest';
import { freeName } from './free-name.ts';
import { fileNameProblem, projectNameProblem, renameProblem } from './name-rules.ts';

const isTaken = (path: string) => ['main.c', 'src', 'src/list.c'].includes(path);

it.each([
  { name: 'notes.txt', folder: '', problem: undefined },
  { name: 'with space.c', folder: '', problem: undefined },
  { name: 'größe.c', folder: 'src', problem: undefined },
  { name: 'main.c', folder: 'src', problem: undefined },
  { name: '', folder: '', problem: /at least one character/ },
  { name: '   ', folder: '', problem: /at least one character/ },
  { name: '..', folder: '', problem: /already means a folder/ },
  { name: 'a/b.c', folder: '', problem: /cannot contain “\/”/ },
  { name: 'a\nb', folder: '', problem: /control characters/ },
  { name: 'é'.repeat(128), folder: '', problem: /too long/ },
  { name: 'main.c', folder: '', problem: /already exists/ },
  { name: 'list.c', folder: 'src', problem: /already exists/ },
])('“$name” in “$folder”', ({ name, folder, problem }) => {
  const said = fileNameProblem(name, folder, isTaken);
  if (problem) expect(said).toMatch(problem);
  else expect(said).toBeUndefined();
});

it('lets a file keep its own name', () => {
  expect(renameProblem('src/list.c', 'list.c', isTaken)).toBeUndefined();
});

it('wants a project to have a name', () => {
  expect(projectNameProblem(' ')).toBe('A project needs a name');
  expect(projectNameProblem('Game')).toBeUndefined();
});

it.each([
  [[], 'Hello'],
  [['Hello'], 'Hello 2'],
  [['Hello', 'Hello 2', 'Hello 4'], 'Hello 3'],
])('beside %s it is called %s', (existing, name) => {
  expect(freeName('Hello', existing)).toBe(name);
});
