int next(void);
void start(int at);
extern int steps;
int main(void) {
  start(4);
  int a = next();
  int b = next();
  return a + b + steps;
}
