#include <stdio.h>
#include <stdlib.h>

struct node {
  int value;
  struct node *next;
};

static struct node *head;

static void push(int value) {
  struct node *made = malloc(sizeof *made);
  made->value = value;
  made->next = head;
  head = made;
}

static void reverse(void) {
  struct node *before = NULL;
  while (head) {
    struct node *next = head->next;
    head->next = before;
    before = head;
    head = next;
  }
  head = before;
}

int main(void) {
  for (int i = 0; i < 4; i++)
    push(i * i);
  reverse();
  int sum = 0;
  for (struct node *at = head; at; at = at->next) {
    int *value = &at->value;
    sum += *value;
  }
  while (head) {
    struct node *next = head->next;
    free(head);
    head = next;
  }
  printf("%d\n", sum);
  return 0;
}
