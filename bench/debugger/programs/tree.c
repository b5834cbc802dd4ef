#include <stdio.h>
#include <stdlib.h>

typedef struct tree {
  int key;
  struct tree *left, *right;
} tree_t;

static tree_t *insert(tree_t *tree, int key) {
  if (tree == NULL) {
    tree_t *leaf = calloc(1, sizeof(tree_t));
    leaf->key = key;
    return leaf;
  }
  if (key < tree->key)
    tree->left = insert(tree->left, key);
  else
    tree->right = insert(tree->right, key);
  return tree;
}

static int height(const tree_t *tree) {
  if (!tree)
    return 0;
  int left = height(tree->left);
  int right = height(tree->right);
  return 1 + (left > right ? left : right);
}

static void walk(const tree_t *tree, void (*visit)(int, void *), void *data) {
  if (!tree) return;
  walk(tree->left, visit, data);
  visit(tree->key, data);
  walk(tree->right, visit, data);
}

static void add(int key, void *data) {
  int *sum = data;
  *sum += key;
}

int main(void) {
  int keys[] = {5, 2, 8, 1, 9, 3};
  tree_t *root = NULL;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    root = insert(root, keys[i]);
  int sum = 0;
  walk(root, add, &sum);
  printf("%d %d\n", height(root), sum);
  return 0;
}
