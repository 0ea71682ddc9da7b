package planted.store;

/// Breaks the rules of layouts and of public classes.
public class WideLayout {
  int at;
}
