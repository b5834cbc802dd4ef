// A larger program with a bit of everything: a tokenizer, a parser, a byte code and a machine for it.
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef enum { PUSH, LOAD, STORE, ADD, SUB, MUL, DIV, MOD, LESS, EQUAL, JUMP, JUMP_IF_NOT, PRINT, CALL, RETURN, HALT } opcode;
typedef struct { opcode op; int64_t operand; } instruction;
typedef struct { instruction *code; size_t length, capacity; } program;
typedef struct { const char *at; enum { END, NUMBER, NAME, PUNCTUATION } kind; int64_t number; char name[32]; char mark; int line; } lexer;
static char variables[64][32];
static int variable_count;
static size_t emit(program *p, opcode op, int64_t operand)
{
    if (p->length == p->capacity) {
        p->capacity = p->capacity ? p->capacity * 2 : 16;
        instruction *larger = realloc(p->code, p->capacity * sizeof *larger);
        if (!larger) {
            fputs("out of memory\n", stderr);
            exit(EXIT_FAILURE);
        }
        p->code = larger;
    }
    p->code[p->length] = (instruction){op, operand};
    return p->length++;
}
static void next(lexer *l)
{
    while (isspace((unsigned char)*l->at)) l->line += *l->at++ == '\n';
    if (*l->at == '\0') l->kind = END;
    else if (isdigit((unsigned char)*l->at)) {
        char *end;
        l->kind = NUMBER;
        l->number = strtoll(l->at, &end, 0);
        l->at = end;
    } else if (isalpha((unsigned char)*l->at) || *l->at == '_') {
        size_t n = 0;
        while (isalnum((unsigned char)*l->at) || *l->at == '_')
            if (n < sizeof l->name - 1) l->name[n++] = *l->at++;
        l->name[n] = '\0';
        l->kind = NAME;
    } else {
        l->kind = PUNCTUATION;
        l->mark = *l->at++;
    }
}
static bool accept(lexer *l, char mark)
{
    if (l->kind != PUNCTUATION || l->mark != mark) return false;
    next(l);
    return true;
}
static void expect(lexer *l, char mark)
{
    if (!accept(l, mark)) {
        fprintf(stderr, "line %d: expected '%c'\n", l->line, mark);
        exit(2);
    }
}
static int variable(const char *name)
{
    for (int i = 0; i < variable_count; i++)
        if (!strcmp(variables[i], name)) return i;
    strncpy(variables[variable_count], name, 31);
    return variable_count++;
}
static void expression(lexer *l, program *p, int level);
static void primary(lexer *l, program *p)
{
    switch (l->kind) {
    case NUMBER:
        emit(p, PUSH, l->number);
        next(l);
        break;
    case NAME:
        emit(p, LOAD, variable(l->name));
        next(l);
        break;
    default:
        expect(l, '(');
        expression(l, p, 0);
        expect(l, ')');
    }
}
static const struct { char mark; int level; opcode op; } operators[] = {{'=', 0, EQUAL}, {'<', 0, LESS}, {'+', 1, ADD}, {'-', 1, SUB}, {'*', 2, MUL}, {'/', 2, DIV}, {'%', 2, MOD}};
static void expression(lexer *l, program *p, int level)
{
    if (level == 3) {
        primary(l, p);
        return;
    }
    expression(l, p, level + 1);
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
            if (operators[i].level == level && accept(l, operators[i].mark)) {
                expression(l, p, level + 1);
                emit(p, operators[i].op, 0);
                again = true;
                break;
            }
    }
}
static void statement(lexer *l, program *p)
{
    if (l->kind == NAME && strcmp(l->name, "while") == 0) {
        next(l);
        size_t top = p->length;
        expression(l, p, 0);
        size_t leave = emit(p, JUMP_IF_NOT, 0);
        statement(l, p);
        emit(p, JUMP, (int64_t)top);
        p->code[leave].operand = (int64_t)p->length;
    } else if (l->kind == NAME && strcmp(l->name, "print") == 0) {
        next(l);
        expression(l, p, 0);
        emit(p, PRINT, 0);
        expect(l, ';');
    } else if (accept(l, '{')) {
        while (!accept(l, '}')) statement(l, p);
    } else {
        int to = variable(l->name);
        next(l);
        expect(l, ':');
        expression(l, p, 0);
        emit(p, STORE, to);
        expect(l, ';');
    }
}
static int64_t run(const program *p)
{
    int64_t stack[256], *top = stack, memory[64] = {0}, steps = 0;
    for (const instruction *i = p->code;; i++, steps++) {
        switch (i->op) {
#define BINARY(NAME, operation) case NAME: top--; top[-1] = top[-1] operation top[0]; break;
            BINARY(ADD, +) BINARY(SUB, -) BINARY(MUL, *) BINARY(DIV, /) BINARY(MOD, %) BINARY(LESS, <) BINARY(EQUAL, ==)
        case PUSH: *top++ = i->operand; break;
        case LOAD: *top++ = memory[i->operand]; break;
        case STORE: memory[i->operand] = *--top; break;
        case JUMP: i = p->code + i->operand - 1; break;
        case JUMP_IF_NOT: if (!*--top) i = p->code + i->operand - 1; break;
        case PRINT: printf("%lld\n", (long long)*--top); break;
        case CALL: case RETURN: abort();
        case HALT: return steps;
        }
    }
}
int main(int argc, char **argv)
{
    const char *source = argc > 1 ? argv[1] : "i: 0; while i < 10 { print i * i; i: i + 1; }";
    lexer l = {.at = source, .line = 1};
    program p = {0};
    for (next(&l); l.kind != END;) statement(&l, &p);
    emit(&p, HALT, 0);
    printf("%lld steps\n", (long long)run(&p));
    free(p.code);
    return 0;
}
