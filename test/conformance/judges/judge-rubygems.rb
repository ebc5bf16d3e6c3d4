# Judges gem versions with Gem::Version: reads `left TAB right`, writes `<`, `=`, `>` or `?` for what it refuses.
require 'rubygems'

$stdin.each_line do |line|
  left, right = line.chomp.split("\t", -1)
  begin
    order = Gem::Version.new(left) <=> Gem::Version.new(right)
    puts order.negative? ? '<' : order.positive? ? '>' : '='
  rescue ArgumentError
    puts '?'
  end
end
