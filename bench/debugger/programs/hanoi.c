static int moves;
static int pegs[3];
static void move(int disks, int from, int to, int spare) {
  if (disks == 0)
    return;
  move(disks - 1, from, spare, to);
  pegs[from]--;
  pegs[to]++;
  moves++;
  move(disks - 1, spare, to, from);
}
int main(void) {
  pegs[0] = 3;
  move(3, 0, 2, 1);
  return moves;
}
