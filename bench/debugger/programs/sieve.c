enum { MOST = 12 };
static _Bool is_crossed[MOST];
static void cross(int step) {
  for (int at = 2 * step; at < MOST; at += step)
    is_crossed[at] = 1;
}
int main(void) {
  int count = 0;
  cross(2);
  cross(3);
  for (int at = 2; at < MOST; at++)
    count += !is_crossed[at];
  return count;
}
