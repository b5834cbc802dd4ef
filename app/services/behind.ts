// What every visit needs as soon as the page is shown: one piece, since each is a request of its own.
export { listenToDrops } from './drops.ts';
export { followLessonProjects } from './lesson-projects.ts';
export { Journal } from './journal.ts';
export { LiveCheck } from './live-check.ts';
export { emptyProject, exampleProject, findUntouched } from './new-project.ts';
export { workOffline } from './offline.ts';
