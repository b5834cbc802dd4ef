int steps;
static int now;
void start(int at) {
  now = at;
  steps = 0;
}
int next(void) {
  static int calls;
  calls++;
  steps++;
  return now++;
}
