struct point { int x, y; };
struct box { struct point from, to; const char *name; };
static int area(struct box box) {
  int wide = box.to.x - box.from.x;
  int high = box.to.y - box.from.y;
  return wide * high;
}
static struct box moved(struct box box, int by) {
  box.from.x += by;
  box.to.x += by;
  return box;
}
int main(void) {
  struct box boxes[2] = {{{0, 0}, {2, 3}, "a"}, {{1, 1}, {4, 4}, "b"}};
  int sum = area(boxes[0]);
  sum += area(boxes[1]);
  struct box other = moved(boxes[0], 5);
  return sum + other.to.x;
}
