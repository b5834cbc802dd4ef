import { HttpClient } from './pages/http-client.ts';
import { Policy } from './pages/policy.ts';
import { retype } from './pages/retype.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly client: HttpClient }>({
  client: ({ ide }, use) => use(new HttpClient(ide.page)),
});

test('the example serves requests over the socket it was granted', async ({ ide, client }) => {
  await ide.projects.openExample('Web server');
  // What it needs is granted, and the client is there.
  await expect(client.panel).toBeVisible();
  await client.sendButton.click();
  await expect(client.outcome).toContainText('Nothing listens on port 8080');

  await ide.run();
  await ide.terminal.shows('Listening on descriptor');
  await client.send('GET', '/');
  await expect(client.response).toContainText('HTTP/1.1 200 OK');
  await expect(client.response).toContainText('Hello from C!');
  await client.send('GET', '/time');
  await expect(client.response).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  await client.send('GET', '/count');
  await expect(client.response).toContainText('1 time ');
  await client.send('POST', '/count');
  await expect(client.response).toContainText('2 times ');
  await client.send('GET', '/elsewhere');
  await expect(client.response).toContainText('HTTP/1.1 404 Not Found');
  await expect(ide.terminal.screen).toContainText('GET /elsewhere');
  await client.send('GET', '/quit');
  await ide.ended('exit 0');
  await client.close();
});

test('without a socket in the settings nothing is sent, and one press grants it', async ({ ide, client }) => {
  await ide.palette.choose('HTTP');
  await expect(client.sendButton).toBeDisabled();
  await client.grantButton.click();
  await expect(client.grantButton).toHaveCount(0);
  await expect(client.sendButton).toBeEnabled();

  await ide.runCode(`#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
int main(void) {
  char text[1000];
  puts("waiting");
  int connection = accept(atoi(getenv("LISTEN_FD")), NULL, NULL);
  ssize_t length = recv(connection, text, sizeof text, 0);
  fwrite(text, 1, (size_t)length, stdout);
  send(connection, "not HTTP", 8, 0);
  return close(connection);
}
`);
  await ide.terminal.shows('waiting');
  await retype(client.headers, 'X-Mood: good');
  await retype(client.body, 'some words');
  await client.send('PUT', '/thing');
  // As it was received, whatever it is.
  await expect(client.response).toHaveText('not HTTP');
  await expect(client.outcome).toContainText('The program closed the connection');
  await expect(client.request).toContainText('Content-Length: 10');
  await ide.terminal.shows('X-Mood: good');
  await ide.terminal.shows('some words');
  await ide.ended('exit 0');
  await client.close();
});

test('what is no request is said beside the field', async ({ ide, client }) => {
  await ide.palette.choose('HTTP');
  await client.grantButton.click();
  await retype(client.path, 'time');
  await retype(client.headers, 'nonsense');
  await client.sendButton.click();
  await expect(client.path).toHaveAccessibleDescription('A path begins with /');
  await expect(client.headers).toHaveAccessibleDescription('“nonsense” is not Name: value');
  await expect(client.outcome).not.toContainText('Waiting');
  await client.close();
});

test('a port is checked in words, and kept only when it is one', async ({ ide }) => {
  const policy = new Policy(ide.page, ide);
  await policy.open();
  const { panel } = policy;
  await panel.getByRole('checkbox', { name: 'Listening socket' }).check();
  const port = panel.getByRole('textbox', { name: 'Port' });
  await expect(port).toHaveValue('8080');
  await retype(port, '70000');
  await expect(port).toHaveAccessibleDescription('There is no such port: they end at 65535');
  await retype(port, '81');
  await expect(port).toHaveValue('81');
  await expect(port).toHaveAttribute('aria-invalid', 'false');
  await policy.close();
});
