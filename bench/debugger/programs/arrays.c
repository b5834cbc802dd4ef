#include <stdio.h>

#define N 3
static int grid[N][N + 1];
int many[25];
static const float halves[] = {0.5f, 1.5f};

static int sum(int rows, int columns, int m[rows][columns]) {
  int total = 0;
  for (int r = 0; r < rows; r++)
    for (int c = 0; c < columns; c++)
      total += m[r][c];
  return total;
}

static int squares(int n) {
  int list[n];
  for (int i = 0; i < n; i++)
    list[i] = i * i;
  int last = list[n - 1];
  return last;
}

int main(void) {
  for (int r = 0; r < N; r++)
    for (int c = 0; c <= N; c++)
      grid[r][c] = r * 10 + c;
  for (int i = 0; i < 25; i += 6) many[i] = i;
  int cube[2][2][2] = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
  int total = sum(N, N + 1, grid);
  int last = squares(4);
  cube[1][0][1]++;
  printf("%d %d %d %f\n", total, last, cube[1][0][1], halves[1]);
  return 0;
}
