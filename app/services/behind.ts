// What every visit needs as soon as the page is shown: one piece, since each is a request of its own.
export { listenToDrops } from './files/drops.ts';
export { followLessonProjects } from './lessons/lesson-projects.ts';
export { Journal } from './documents/journal.ts';
export { LiveCheck } from './documents/live-check.ts';
export { emptyProject, exampleProject, findUntouched } from './projects/new-project.ts';
export { workOffline } from './page/offline.ts';
