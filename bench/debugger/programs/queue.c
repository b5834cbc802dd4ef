enum { SIZE = 4 };
struct queue { int items[SIZE]; int head, count; };
static int push(struct queue *queue, int item) {
  if (queue->count == SIZE)
    return 0;
  queue->items[(queue->head + queue->count) % SIZE] = item;
  queue->count++;
  return 1;
}
static int pop(struct queue *queue) {
  int item = queue->items[queue->head];
  queue->head = (queue->head + 1) % SIZE;
  queue->count--;
  return item;
}
int main(void) {
  struct queue queue = {{0}, 0, 0};
  push(&queue, 1);
  push(&queue, 2);
  int first = pop(&queue);
  push(&queue, 3);
  push(&queue, 4);
  push(&queue, 5);
  int was_full = !push(&queue, 6);
  return first + was_full;
}
