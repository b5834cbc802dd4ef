#include <stdlib.h>
struct node { char letter; struct node *next; };
static struct node *cons(char letter, struct node *next) {
  struct node *made = malloc(sizeof *made);
  made->letter = letter;
  made->next = next;
  return made;
}
static struct node *reverse(struct node *head) {
  struct node *before = NULL;
  while (head) {
    struct node *next = head->next;
    head->next = before;
    before = head;
    head = next;
  }
  return before;
}
int main(void) {
  struct node *list = cons('a', cons('b', cons('c', NULL)));
  list = reverse(list);
  char first = list->letter;
  return first;
}
