// One of many files of a project: NUMBER is replaced.
#include "part.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *left, *right;
    double key;
    int count;
};

static struct node *insert(struct node *tree, double key)
{
    if (tree == NULL) {
        struct node *fresh = calloc(1, sizeof *fresh);
        if (fresh == NULL) abort();
        fresh->key = key;
        fresh->count = 1;
        return fresh;
    }
    if (key < tree->key) tree->left = insert(tree->left, key);
    else if (key > tree->key) tree->right = insert(tree->right, key);
    else tree->count++;
    return tree;
}

static size_t flatten(const struct node *tree, double *into, size_t at)
{
    if (tree == NULL) return at;
    at = flatten(tree->left, into, at);
    for (int i = 0; i < tree->count; i++) into[at++] = tree->key;
    return flatten(tree->right, into, at);
}

static void release(struct node *tree)
{
    if (tree == NULL) return;
    release(tree->left);
    release(tree->right);
    free(tree);
}

static double middle(const double *values, size_t count)
{
    struct node *tree = NULL;
    for (size_t i = 0; i < count; i++) tree = insert(tree, values[i]);
    double *sorted = malloc(count * sizeof *sorted);
    if (sorted == NULL) abort();
    flatten(tree, sorted, 0);
    double result = sorted[count / 2];
    free(sorted);
    release(tree);
    return result;
}

static unsigned words(const char *text)
{
    unsigned count = 0;
    for (const char *c = text; *c != '\0'; c++) {
        if (isalpha((unsigned char)*c) && (c == text || !isalpha((unsigned char)c[-1]))) count++;
    }
    return count;
}

double work_NUMBER(const double *values, size_t count)
{
    char text[64];
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        switch ((i + NUMBER) % 4) {
        case 0: sum += sqrt(fabs(values[i])); break;
        case 1: sum += sin(values[i]) * cos(values[i]); break;
        case 2: sum += pow(values[i], 1.5); break;
        default: sum += fmod(values[i], NUMBER + 1.0); break;
        }
    }
    snprintf(text, sizeof text, "part %d of %zu values: %g", NUMBER, count, sum);
    return middle(values, count) + words(text) + (double)strlen(text);
}
