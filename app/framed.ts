import './framed.css';

// The whole page in a frame of another site: what it shows could be laid over with something else, and its clicks be
// stolen. Nothing is started and nothing that is stored is looked at; the address, with what it carries, opens in a tab.
document.documentElement.dataset['theme'] = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const main = document.createElement('main');
main.className = 'framed';
const says = document.createElement('p');
says.textContent =
  'Preopen does not start inside another site’s page, where it could be made to look like something else.';
const link = document.createElement('a');
link.href = location.href;
link.target = '_blank';
link.rel = 'noopener';
link.textContent = 'Open Preopen in a tab of its own';
main.append(says, link);
document.getElementById('root')?.replaceChildren(main);
