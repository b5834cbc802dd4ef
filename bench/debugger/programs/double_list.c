#include <stdlib.h>
struct item { int value; struct item *prev, *next; };
struct list { struct item *head, *tail; int count; };
static void append(struct list *list, int value) {
  struct item *made = malloc(sizeof *made);
  made->value = value;
  made->next = NULL;
  made->prev = list->tail;
  if (list->tail)
    list->tail->next = made;
  else
    list->head = made;
  list->tail = made;
  list->count++;
}
static void take_out(struct list *list, struct item *item) {
  if (item->prev)
    item->prev->next = item->next;
  else
    list->head = item->next;
  if (item->next)
    item->next->prev = item->prev;
  else
    list->tail = item->prev;
  list->count--;
  free(item);
}
int main(void) {
  struct list list = {NULL, NULL, 0};
  append(&list, 1);
  append(&list, 2);
  append(&list, 3);
  take_out(&list, list.head->next);
  take_out(&list, list.head);
  return list.tail->value;
}
