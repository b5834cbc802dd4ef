#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum shade { LIGHT, DARK = 7, NONE = -1 };

struct point {
  double x, y;
};

struct flags {
  unsigned ready : 1;
  unsigned mode : 3;
  int level : 4;
  bool on : 1;
  enum shade shade : 4;
};

typedef struct {
  int id;
  union {
    int32_t whole;
    float part;
    uint8_t bytes[4];
  };
  struct {
    short low, high;
  } range;
  struct point corners[2];
  enum shade shade;
  bool valid;
  char name[8];
} shape_t;

union number {
  int i;
  float f;
  unsigned char bytes[4];
};

static shape_t shapes[2];
static struct flags flags;
enum shade last = DARK;

static struct point middle(const shape_t *shape) {
  struct point m;
  m.x = (shape->corners[0].x + shape->corners[1].x) / 2;
  m.y = (shape->corners[0].y + shape->corners[1].y) / 2;
  return m;
}

static void set(shape_t *shape, int id) {
  shape->id = id;
  shape->whole = id * 1000;
  shape->range.low = -1;
  shape->range.high = 300;
  shape->corners[1] = (struct point){.x = 2, .y = id};
  shape->valid = true;
  shape->shade = id ? NONE : LIGHT;
  shape->name[0] = (char)('a' + id);
}

int main(void) {
  union number n;
  n.f = 1.5f;
  flags.ready = 1;
  flags.mode = 5;
  flags.level = -3;
  flags.on = true;
  flags.shade = DARK;
  for (int i = 0; i < 2; i++)
    set(&shapes[i], i);
  struct point m = middle(&shapes[1]);
  struct point copy = m;
  copy.x = -copy.x;
  last = LIGHT;
  printf("%d %f %f %d\n", n.i, m.x, copy.x, shapes[1].whole);
  return 0;
}
