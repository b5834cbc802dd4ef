#pragma once
void push(int value);
int pop(void);
int size(void);
static inline int limit(void) {
  return 8;
}
