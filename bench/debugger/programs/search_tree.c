#include <stdlib.h>
struct node { int key; struct node *left, *right; };
static struct node *insert(struct node *at, int key) {
  if (!at) {
    struct node *made = calloc(1, sizeof *made);
    made->key = key;
    return made;
  }
  if (key < at->key)
    at->left = insert(at->left, key);
  else
    at->right = insert(at->right, key);
  return at;
}
static int height(const struct node *at) {
  if (!at)
    return 0;
  int left = height(at->left);
  int right = height(at->right);
  return 1 + (left > right ? left : right);
}
int main(void) {
  struct node *root = NULL;
  root = insert(root, 5);
  root = insert(root, 3);
  root = insert(root, 8);
  root = insert(root, 4);
  int tall = height(root);
  return tall;
}
