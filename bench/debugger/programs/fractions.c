static double root(double of) {
  double guess = of;
  for (int i = 0; i < 5; i++)
    guess = (guess + of / guess) / 2;
  return guess;
}
int main(void) {
  double two = root(2);
  float rough = (float)two;
  double zero = 0;
  double endless = 1 / zero;
  double none = zero / zero;
  int whole = (int)(rough * 100);
  return whole + (endless > 0) + (none == none);
}
